package dev.coppice.orchestration;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Runs actions on virtual threads: those with the same key one after another in the order given,
/// others side by side.
final class KeyedExecutor implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KeyedExecutor.class.getName());

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("effect-", 0).factory());
  private final Map<String, CompletableFuture<Void>> last = new HashMap<>();

  /// Completes when the action has run; exceptionally when it never will, since the owner is
  /// leaving: an intent is logged and found again.
  synchronized CompletableFuture<Void> run(String key, Runnable action) {
    if (threads.isShutdown()) {
      return CompletableFuture.failedFuture(new RejectedExecutionException("the owner has ended"));
    }
    CompletableFuture<Void> before =
        last.getOrDefault(key, CompletableFuture.completedFuture(null));
    CompletableFuture<Void> next = before.thenRunAsync(() -> guarded(key, action), threads);
    last.put(key, next);
    var _ = next.whenComplete((_, _) -> forget(key, next));
    return next;
  }

  private synchronized void forget(String key, CompletableFuture<Void> done) {
    last.remove(key, done);
  }

  private static void guarded(String key, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      // Those behind it in the row have their turn all the same.
      LOG.log(Level.ERROR, "effect on " + key, e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      boolean _ = threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
