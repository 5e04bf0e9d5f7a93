package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KeyedExecutorTest {
  private final KeyedExecutor executor = new KeyedExecutor();

  @AfterEach
  void close() {
    executor.close();
  }

  private static void join(CompletableFuture<?> future) {
    var _ = future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void actionsOfOneKeyRunOneAfterAnotherInOrder() {
    Map<String, List<Integer>> ran = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    List<String> together = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String key = "module:" + i % 7;
      int number = i;
      ends.add(
          executor.run(
              key,
              () -> {
                AtomicInteger here = inside.computeIfAbsent(key, _ -> new AtomicInteger());
                if (here.incrementAndGet() > 1) {
                  together.add(key);
                }
                Thread.onSpinWait();
                ran.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).add(number);
                here.decrementAndGet();
              }));
    }
    ends.forEach(KeyedExecutorTest::join);

    assertThat(together).isEmpty();
    assertThat(ran).hasSize(7);
    assertThat(ran.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    assertThat(ran.values().stream().mapToInt(List::size).sum()).isEqualTo(2_000);
  }

  @Test
  void actionsOfDifferentKeysRunSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    CompletableFuture<Void> first = executor.run("a", () -> meet(both));
    CompletableFuture<Void> second = executor.run("b", () -> meet(both));
    join(first);
    join(second);

    assertThat(both.getCount()).isZero();
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatBreaksLeavesTheOthersTheirTurn() {
    List<String> ran = new CopyOnWriteArrayList<>();
    var _ =
        executor.run(
            "a",
            () -> {
              throw new IllegalStateException("broken");
            });
    var _ =
        executor.run(
            "a",
            () -> {
              throw new StackOverflowError("broken badly");
            });
    join(executor.run("a", () -> ran.add("the third")));

    assertThat(ran).containsExactly("the third");
  }

  @Test
  void afterItsEndNothingRunsAndTheCallerIsTold() {
    executor.close();
    List<String> ran = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> never = executor.run("a", () -> ran.add("late"));

    assertThatThrownBy(() -> join(never)).hasMessageContaining("the owner has ended");
    assertThat(ran).isEmpty();
  }
}
