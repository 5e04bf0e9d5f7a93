package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waiting as a client should see it: told once a second how long it has been, given up at once
/// when nobody wants the answer any more.
final class Patience {
  private static final long STEP = TimeUnit.SECONDS.toNanos(1);

  private final ToolCall call;
  private final Duration longest;
  private final long start = System.nanoTime();
  private long told = start - STEP;

  /// @param longest what the client is told as the whole
  Patience(ToolCall call, Duration longest) {
    this.call = call;
    this.longest = longest;
  }

  /// Does something that takes its time. Given up, it goes on by itself: half of a change would be
  /// worse than the whole.
  <T> T during(String message, Supplier<T> work) {
    tell(message);
    var done = new CompletableFuture<T>();
    Thread _ =
        Thread.ofVirtual()
            .name("mcp-work")
            .start(() -> {
              try {
                done.complete(work.get());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    while (true) {
      try {
        return done.get(STEP, TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        tell(message);
      } catch (InterruptedException _) {
        throw givenUp();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException trouble) {
          throw trouble;
        }
        throw new IllegalStateException("a tool's work broke", e.getCause());
      }
    }
  }

  /// Waits until this holds, looking after every turn of the orchestrator.
  ///
  /// @return whether it came to hold in time
  boolean until(OrchestrationService service, BooleanSupplier holds, Supplier<String> message) {
    var turns = new Semaphore(0);
    // Listens before it looks, so that nothing falls between the two.
    try (AutoCloseable _ = service.subscribe((_, _) -> turns.release())) {
      while (!holds.getAsBoolean()) {
        long left = longest.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        tell(message.get());
        boolean _ = turns.tryAcquire(Math.min(left, STEP), TimeUnit.NANOSECONDS);
        int _ = turns.drainPermits();
      }
      return true;
    } catch (InterruptedException _) {
      throw givenUp();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the orchestrator cannot be listened to", e);
    }
  }

  private void tell(String message) {
    if (call.isCancelled()) {
      throw givenUp();
    }
    long now = System.nanoTime();
    if (now - told >= STEP) {
      told = now;
      double whole = (double) longest.toSeconds();
      double seconds = (double) (now - start) / TimeUnit.SECONDS.toNanos(1);
      call.progress(Math.min(seconds, whole), whole, message);
    }
  }

  private static ToolException givenUp() {
    Thread.currentThread().interrupt();
    return new ToolException(
        "The call was cancelled.", "What it had begun goes on; get_status tells how it stands.");
  }
}
