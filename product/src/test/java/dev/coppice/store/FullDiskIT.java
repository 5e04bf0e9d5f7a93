package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coppice.store.LogCheck.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk of one megabyte, which only root can make.
class FullDiskIT {
  @TempDir Path temporary;
  private Path disk;

  @BeforeEach
  void makeADisk() throws Exception {
    disk = Files.createDirectory(temporary.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "coppice-test", disk.toString());
    assumeTrue(mounted, "a small disk can be mounted only by root with the right to mount");
  }

  @AfterEach
  void takeTheDiskAway() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void aFullDiskIsReportedInWordsAndLosesNothing() throws IOException {
    Path filler = Files.write(disk.resolve("filler"), new byte[300_000]);
    try (EventStore store = SqliteEventStore.open(disk, "shop")) {
      long acknowledged = 0;
      StoreException refused = null;
      while (refused == null) {
        List<StoredEvent> events = List.of(event(acknowledged + 1), event(acknowledged + 2));
        refused = catchThrowableOfType(StoreException.class, () -> store.append(events));
        acknowledged += refused == null ? 2 : 0;
      }
      assertThat(refused.what()).contains("the disk is full");
      assertThat(refused.remedy()).contains("Free some space");
      assertThat(acknowledged).isPositive();
      assertThat(store.lastSeq()).isEqualTo(acknowledged);
      assertThat(store.check()).isEqualTo(new Intact(acknowledged));

      Files.delete(filler);
      store.append(List.of(event(acknowledged + 1)));
      assertThat(store.check()).isEqualTo(new Intact(acknowledged + 1));
    }
  }

  @Test
  void onAFullDiskTheOrchestratorsFileKeepsItsOldText() throws IOException {
    OrchestratorFile file = new OrchestratorFile(disk, "shop");
    file.write("{\"old\":true}");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> file.write("x".repeat(2_000_000)))
        .withMessageContaining("No space left")
        .withMessageContaining("Free some space");
    assertThat(file.read()).contains("{\"old\":true}");
    try (var files = Files.list(disk.resolve("orchestrators"))) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void aLogOnAReadOnlyDiskCanBeReadButNotWritten() throws Exception {
    try (EventStore store = SqliteEventStore.open(disk, "shop")) {
      store.append(List.of(event(1), event(2)));
    }
    assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "a disk can be made read-only");

    try (EventStore store = SqliteEventStore.openReadOnly(disk, "shop")) {
      assertThat(store.lastSeq()).isEqualTo(2);
      assertThat(store.check()).isEqualTo(new Intact(2));
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteEventStore.open(disk, "shop"))
        .withMessageContaining("cannot be written")
        .withMessageContaining("--data");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new OrchestratorFile(disk, "shop").write("{}"))
        .withMessageContaining("Read-only file system");
  }

  private static StoredEvent event(long seq) {
    return new StoredEvent(seq, "agent:progress", 1, Instant.EPOCH, "x".repeat(2_000));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
