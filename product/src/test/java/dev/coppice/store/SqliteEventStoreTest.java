package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coppice.store.LogCheck.Broken;
import dev.coppice.store.LogCheck.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-23T02:43:26.244123456Z");

  @TempDir Path dataDir;

  @Test
  void eventsComeBackAsTheyWereWritten() {
    StoredEvent odd = new StoredEvent(2, "agent:spawned", 3, NOW, "{\"text\":\"ü \\u0000 '\"}");
    try (EventStore store = open()) {
      store.append(List.of(event(1), odd));
    }

    try (EventStore store = open()) {
      assertThat(events(store, 0)).containsExactly(event(1), odd);
      assertThat(events(store, 1)).containsExactly(odd);
      assertThat(store.lastSeq()).isEqualTo(2);
    }
  }

  @Test
  void anEmptyLogHasNothingInIt() {
    try (EventStore store = open()) {
      assertThat(store.lastSeq()).isZero();
      assertThat(store.last(5)).isEmpty();
      assertThat(store.latestSnapshot()).isEmpty();
      assertThat(events(store, 0)).isEmpty();
      assertThat(store.check()).isEqualTo(new Intact(0));
    }
  }

  @Test
  void theLastEventsComeOldestFirst() {
    try (EventStore store = open()) {
      store.append(events(1, 5));

      assertThat(store.last(2)).containsExactly(event(4), event(5));
      assertThat(store.last(99)).hasSize(5);
    }
  }

  @Test
  void aWrongFirstSeqIsRefusedAndNothingIsWritten() {
    try (EventStore store = open()) {
      store.append(events(1, 3));

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.append(List.of(event(3))))
          .withMessageContaining("Event 3 cannot follow event 3");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.append(List.of(event(5))));
      assertThat(store.lastSeq()).isEqualTo(3);
    }
  }

  @Test
  void aGapInsideOneAppendLeavesNothingOfItBehind() {
    try (EventStore store = open()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.append(List.of(event(1), event(2), event(4))));

      assertThat(store.lastSeq()).isZero();
      store.append(List.of(event(1)));
      assertThat(store.lastSeq()).isEqualTo(1);
    }
  }

  @Test
  void aSecondWriterIsToldThatItsPlaceIsTaken() {
    try (EventStore first = open();
        EventStore second = open()) {
      first.append(List.of(event(1)));

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> second.append(List.of(event(1))))
          .withMessageContaining("Another process may be writing");
    }
  }

  @Test
  void theTwoNewestSnapshotsAreKept() throws SQLException {
    try (EventStore store = open()) {
      store.append(events(1, 9));
      for (long seq : new long[] {3, 5, 9}) {
        store.saveSnapshot(seq, "state " + seq);
      }

      assertThat(store.latestSnapshot()).contains(new StoredSnapshot(9, "state 9"));
    }
    assertThat(numbers("SELECT seq FROM snapshot ORDER BY seq")).containsExactly(5L, 9L);
  }

  @Test
  void aSnapshotOfAnEventThatIsNotThereIsRefused() {
    try (EventStore store = open()) {
      store.append(events(1, 2));

      assertThatIllegalArgumentException().isThrownBy(() -> store.saveSnapshot(3, "{}"));
      assertThat(store.latestSnapshot()).isEmpty();
    }
  }

  @Test
  void aReaderSeesWhatAWriterCommittedBesideIt() {
    try (EventStore writer = open()) {
      writer.append(events(1, 2));
      try (EventStore reader = SqliteEventStore.openReadOnly(dataDir, "shop")) {
        assertThat(reader.lastSeq()).isEqualTo(2);
        writer.append(List.of(event(3)));
        assertThat(events(reader, 0)).hasSize(3);
      }
    }
  }

  @Test
  void aLongReadDoesNotHoldUpTheWriter() {
    try (EventStore store = open()) {
      store.append(events(1, 3));
      List<Long> seen = new ArrayList<>();

      store.read(
          0,
          event -> {
            seen.add(event.seq());
            if (event.seq() == 1) {
              store.append(List.of(event(4)));
            }
          });

      assertThat(seen).containsExactly(1L, 2L, 3L);
      assertThat(store.lastSeq()).isEqualTo(4);
    }
  }

  @Test
  void aReaderMayNotWrite() {
    open().close();
    try (EventStore reader = SqliteEventStore.openReadOnly(dataDir, "shop")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> reader.append(List.of(event(1))))
          .withMessageContaining("opened for reading only");
    }
  }

  @Test
  void readingASystemWithoutALogIsRefusedAndMakesNone() {
    assertThat(SqliteEventStore.exists(dataDir, "shop")).isFalse();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteEventStore.openReadOnly(dataDir, "shop"))
        .withMessageContaining("no log of the system \"shop\"");
    assertThat(dataDir.resolve("orchestrators")).doesNotExist();
  }

  @Test
  void aFileOfAnotherSystemIsRefused() throws IOException {
    open().close();
    Files.move(SqliteEventStore.fileOf(dataDir, "shop"), SqliteEventStore.fileOf(dataDir, "Shop"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteEventStore.open(dataDir, "Shop"))
        .withMessageContaining("holds the system \"shop\", not \"Shop\"");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteEventStore.openReadOnly(dataDir, "Shop"));
  }

  @Test
  void aFileOfALaterCoppiceIsRefused() throws SQLException {
    open().close();
    change("PRAGMA user_version = 7");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(this::open)
        .withMessageContaining("has schema 7");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
    Path file = SqliteEventStore.fileOf(dataDir, "shop");
    Files.createDirectories(file.getParent());
    String text = "this is not a database, it only stands where one should be\n".repeat(99);
    Files.writeString(file, text);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(this::open)
        .withMessageContaining("is damaged")
        .withMessageContaining("restore the file from a backup");
    assertThat(file).hasContent(text);
  }

  @Test
  void aDamagedPageIsReportedInWords() throws IOException {
    try (EventStore store = open()) {
      store.append(events(1, 2000));
    }
    Path file = SqliteEventStore.fileOf(dataDir, "shop");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 4; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(file, bytes);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> {
          try (EventStore store = SqliteEventStore.openReadOnly(dataDir, "shop")) {
            events(store, 0);
          }
        })
        .withMessageContaining("is damaged");
  }

  @Test
  void aGapInTheLogIsReportedAndNotSkipped() throws SQLException {
    try (EventStore store = open()) {
      store.append(events(1, 4));
    }
    change("DELETE FROM event WHERE seq = 2");

    try (EventStore store = open()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> events(store, 0))
          .withMessageContaining("event 2 is missing");
      assertThat(store.check()).isEqualTo(new Broken(2, "it is missing"));
    }
  }

  @Test
  void anEventChangedAfterwardsBreaksTheCheck() throws SQLException {
    try (EventStore store = open()) {
      store.append(events(1, 4));
      assertThat(store.check()).isEqualTo(new Intact(4));
    }
    change("UPDATE event SET json = '{\"n\":99}' WHERE seq = 3");

    try (EventStore store = open()) {
      assertThat(store.check())
          .isInstanceOfSatisfying(Broken.class, b -> assertThat(b.seq()).isEqualTo(3));
    }
  }

  @Test
  void aDirectoryWithOddCharactersIsNoTrouble() {
    dataDir = dataDir.resolve("a b?mode=memory#100%41ü");
    try (EventStore store = open()) {
      store.append(events(1, 2));
    }

    assertThat(SqliteEventStore.fileOf(dataDir, "shop")).isRegularFile();
    try (EventStore store = SqliteEventStore.openReadOnly(dataDir, "shop")) {
      assertThat(store.lastSeq()).isEqualTo(2);
    }
  }

  @Test
  void theLogIsWrittenAhead() throws SQLException {
    open().close();

    assertThat(texts("PRAGMA journal_mode")).containsExactly("wal");
  }

  private EventStore open() {
    return SqliteEventStore.open(dataDir, "shop");
  }

  private static StoredEvent event(long seq) {
    return new StoredEvent(seq, "agent:progress", 1, NOW.plusSeconds(seq), "{\"n\":" + seq + "}");
  }

  private static List<StoredEvent> events(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(SqliteEventStoreTest::event).toList();
  }

  private static List<StoredEvent> events(EventStore store, long afterSeq) {
    List<StoredEvent> events = new ArrayList<>();
    store.read(afterSeq, events::add);
    return events;
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private List<Long> numbers(String sql) throws SQLException {
    return texts(sql).stream().map(Long::valueOf).toList();
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + SqliteEventStore.fileOf(dataDir, "shop"));
  }
}
