package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coppice.store.OwnerLock.Acquired;
import dev.coppice.store.OwnerLock.Acquired.Held;
import dev.coppice.store.OwnerLock.Acquired.Taken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerLockTest {
  private static final URI ADDRESS = URI.create("http://127.0.0.1:7420");

  @TempDir Path commonDir;

  @Test
  void aRepositoryWithoutAnOwnerHasNone() {
    assertThat(OwnerLock.isHeld(commonDir)).isFalse();
    assertThat(OwnerLock.find(commonDir)).isEmpty();
    assertThat(commonDir).isEmptyDirectory();
  }

  @Test
  void theOwnerIsFoundOnceItHasSaidWhereItListens() {
    try (OwnerLock lock = acquire()) {
      assertThat(OwnerLock.isHeld(commonDir)).isTrue();
      assertThat(OwnerLock.find(commonDir)).isEmpty();

      OwnerAddress owner = lock.publish(ADDRESS, "shop", Path.of("/data"), false);

      assertThat(OwnerLock.find(commonDir)).contains(owner);
      assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(owner.address()).isEqualTo(ADDRESS);
    }
    assertThat(OwnerLock.isHeld(commonDir)).isFalse();
    assertThat(OwnerLock.find(commonDir)).isEmpty();
    assertThat(commonDir.resolve("coppice/owner.json")).doesNotExist();
  }

  @Test
  void aSecondOwnerInTheSameProcessIsRefused() {
    try (OwnerLock lock = acquire()) {
      assertThat(OwnerLock.acquire(commonDir)).isEqualTo(new Taken(null));
      OwnerAddress owner = lock.publish(ADDRESS, "shop", Path.of("/data"), false);
      assertThat(OwnerLock.acquire(commonDir)).isEqualTo(new Taken(owner));
    }
    acquire().close();
  }

  @Test
  void closingTwiceDoesNotTakeTheLockFromTheNextOwner() {
    OwnerLock first = acquire();
    first.close();
    try (OwnerLock second = acquire()) {
      second.publish(ADDRESS, "shop", Path.of("/data"), false);
      first.close();

      assertThat(OwnerLock.find(commonDir)).isPresent();
    }
  }

  @Test
  void twoRepositoriesHaveTwoOwners() throws IOException {
    Path other = Files.createDirectory(commonDir.resolve("other"));
    try (OwnerLock lock = acquire()) {
      assertThat(OwnerLock.acquire(other)).isInstanceOf(Held.class);
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void anotherNameForTheDirectoryIsTheSameRepository() throws IOException {
    Path real = Files.createDirectory(commonDir.resolve("real"));
    Path link = Files.createSymbolicLink(commonDir.resolve("link"), real);
    try (OwnerLock lock = ((Held) OwnerLock.acquire(real)).lock()) {
      assertThat(OwnerLock.acquire(link)).isInstanceOf(Taken.class);
      assertThat(OwnerLock.isHeld(link)).isTrue();
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void ofManyWhoAskAtOnceOneIsTheOwner() throws Exception {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<Acquired>> asked =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> OwnerLock.acquire(commonDir)))
              .toList();
      int owners = 0;
      for (Future<Acquired> answer : asked) {
        owners += answer.get() instanceof Held ? 1 : 0;
      }
      assertThat(owners).isEqualTo(1);
    }
  }

  @Test
  void anAddressOfAProcessThatIsGoneIsPassedOver() throws IOException {
    try (OwnerLock lock = acquire()) {
      lock.publish(ADDRESS, "shop", Path.of("/data"), false);
      Path file = commonDir.resolve("coppice/owner.json");
      String json = Files.readString(file);
      String pid = String.valueOf(ProcessHandle.current().pid());

      Files.writeString(file, json.replace(pid, String.valueOf(Integer.MAX_VALUE - 1)));
      assertThat(OwnerLock.find(commonDir)).isEmpty();

      // The same number, but the process that had it then has ended.
      Files.writeString(
          file,
          json.replaceAll(
              "\"startedAt\" : \"[^\"]*\"", "\"startedAt\" : \"2001-01-01T00:00:00Z\""));
      assertThat(OwnerLock.find(commonDir)).isEmpty();

      Files.writeString(file, "{half");
      assertThat(OwnerLock.find(commonDir)).isEmpty();
    }
  }

  @Test
  void aNewOwnerClearsTheAddressOfTheOneBefore() throws IOException {
    Path file = Files.createDirectories(commonDir.resolve("coppice")).resolve("owner.json");
    Files.writeString(file, "{\"pid\": 1}");

    try (OwnerLock lock = acquire()) {
      assertThat(file).doesNotExist();
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsRefused() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> OwnerLock.acquire(commonDir.resolve("nowhere")))
        .withMessageContaining("is not a directory");
  }

  private OwnerLock acquire() {
    return switch (OwnerLock.acquire(commonDir)) {
      case Held held -> held.lock();
      case Taken taken -> throw new AssertionError(taken);
    };
  }
}
