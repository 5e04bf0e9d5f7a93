package dev.coppice.mcp;

import org.jspecify.annotations.Nullable;

/// A tool call under way, as far as ending it early goes.
final class OpenCall {
  private boolean cancelled;
  private @Nullable Thread worker;

  /// Whether nobody waits for the answer any more.
  synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Wakes the worker, if there is one.
  synchronized void cancel() {
    cancelled = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /// The calling thread does the work from here to [#end].
  synchronized void begin() {
    worker = Thread.currentThread();
    if (cancelled) {
      worker.interrupt();
    }
  }

  /// The calling thread goes on to other things, and is not interrupted in them.
  synchronized void end() {
    worker = null;
    if (cancelled) {
      var _ = Thread.interrupted();
    }
  }
}
