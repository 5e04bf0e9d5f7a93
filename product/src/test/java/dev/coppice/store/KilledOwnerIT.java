package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.store.LogCheck.Intact;
import dev.coppice.store.OwnerLock.Acquired.Held;
import dev.coppice.store.OwnerLock.Acquired.Taken;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is left of an owner that was killed with SIGKILL.
class KilledOwnerIT {
  private static final int ROUNDS = 20;

  @TempDir Path directory;

  @Test
  @Timeout(300)
  void everyAcknowledgedEventIsThereAndTheLogHasNoGap() throws Exception {
    Random random = new Random(3);
    long acknowledged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (ChildProcess child = ChildProcess.start("append", directory, String.valueOf(round))) {
        for (int i = random.nextInt(1, 60); i > 0; i--) {
          acknowledged = Long.parseLong(child.line());
        }
        List<String> rest = child.kill();
        if (!rest.isEmpty() && rest.getLast().matches("\\d+")) {
          acknowledged = Math.max(acknowledged, Long.parseLong(rest.getLast()));
        }
      }
      try (EventStore store = SqliteEventStore.open(directory, "shop")) {
        long last = store.lastSeq();
        assertThat(last).isGreaterThanOrEqualTo(acknowledged);
        assertThat(store.check()).isEqualTo(new Intact(last));
        store
            .latestSnapshot()
            .ifPresent(s -> assertThat(s.json()).isEqualTo("{\"seq\":" + s.seq() + "}"));
      }
    }
    assertThat(acknowledged).isGreaterThan(ROUNDS);
  }

  @Test
  void aReaderBesideAWriterSeesAGrowingLogWithoutGaps() throws Exception {
    try (ChildProcess child = ChildProcess.start("append", directory, "1")) {
      child.line();
      try (EventStore reader = SqliteEventStore.openReadOnly(directory, "shop")) {
        long seen = 0;
        for (int i = 0; i < 40; i++) {
          long acknowledged = Long.parseLong(child.line());
          List<Long> seqs = new ArrayList<>();
          reader.read(seen, event -> seqs.add(event.seq()));
          seen += seqs.size();
          assertThat(seen).isGreaterThanOrEqualTo(acknowledged);
        }
      }
    }
  }

  @Test
  void theOrchestratorsFileIsWholeWheneverItsWriterIsKilled() throws Exception {
    OrchestratorFile file = new OrchestratorFile(directory, "shop");
    Random random = new Random(5);
    for (int round = 0; round < ROUNDS / 2; round++) {
      try (ChildProcess child = ChildProcess.start("replace", directory)) {
        for (int i = random.nextInt(1, 20); i > 0; i--) {
          child.line();
        }
        child.kill();
      }
      String text = file.read().orElseThrow();
      assertThat(text).hasSize(200_000).containsPattern("^" + text.charAt(0) + "+$");
    }
  }

  @Test
  void theLockOfAKilledOwnerIsFreeAndItsAddressForgotten() throws Exception {
    try (ChildProcess child = ChildProcess.start("own", directory)) {
      String pid = child.line().replace("held ", "");

      OwnerAddress owner = OwnerLock.find(directory).orElseThrow();
      assertThat(owner.pid()).isEqualTo(Long.parseLong(pid));
      assertThat(owner.address()).isEqualTo(URI.create("http://127.0.0.1:7421"));
      assertThat(OwnerLock.acquire(directory)).isEqualTo(new Taken(owner));

      child.kill();
    }
    assertThat(directory.resolve("coppice/owner.json")).exists();
    assertThat(OwnerLock.isHeld(directory)).isFalse();
    assertThat(OwnerLock.find(directory)).isEmpty();
    try (OwnerLock lock = ((Held) OwnerLock.acquire(directory)).lock()) {
      assertThat(lock).isNotNull();
      assertThat(OwnerLock.find(directory)).isEmpty();
    }
  }

  /// The kernel drops a process's lock on a file when that process closes any channel on it, so an
  /// owner that asks about itself must not open the file.
  @Test
  void anOwnerThatAsksAboutItselfKeepsItsLock() throws Exception {
    try (OwnerLock lock = ((Held) OwnerLock.acquire(directory)).lock()) {
      lock.publish(URI.create("http://127.0.0.1:7422"), "shop", directory, false);
      assertThat(OwnerLock.isHeld(directory)).isTrue();
      assertThat(OwnerLock.find(directory)).isPresent();
      assertThat(OwnerLock.acquire(directory)).isInstanceOf(Taken.class);

      try (ChildProcess child = ChildProcess.start("own", directory)) {
        assertThat(child.line()).startsWith("taken OwnerAddress[pid=").contains("7422");
      }
    }
  }

  @Test
  void thoseWhoOnlyAskAreNeverTakenForAnOwner() throws Exception {
    ((Held) OwnerLock.acquire(directory)).lock().close();
    try (ChildProcess asking = ChildProcess.start("ask", directory)) {
      asking.line();
      for (int i = 0; i < 200; i++) {
        try (OwnerLock lock = ((Held) OwnerLock.acquire(directory)).lock()) {
          assertThat(lock).isNotNull();
        }
      }
    }
  }
}
