package dev.coppice.cli;

import org.jline.utils.Signals;

/// How a person breaks off: Ctrl-C and the like.
interface Interrupts {
  /// Calls `handler` on every interrupt until the answer is closed; then interrupts end the process
  /// again.
  Listening listen(Runnable handler);

  /// Ends the process at once.
  void leave(Exit exit);

  /// A handler that is in place until it is closed.
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /// SIGINT and SIGTERM of this process.
  static Interrupts ofProcess() {
    return new Interrupts() {
      @Override
      public Listening listen(Runnable handler) {
        Object interrupt = Signals.register("INT", handler);
        Object terminate = Signals.register("TERM", handler);
        return () -> {
          Signals.unregister("INT", interrupt);
          Signals.unregister("TERM", terminate);
        };
      }

      @Override
      public void leave(Exit exit) {
        Runtime.getRuntime().halt(exit.code());
      }
    };
  }

  /// Nobody breaks off.
  static Interrupts none() {
    return new Interrupts() {
      @Override
      public Listening listen(Runnable handler) {
        return () -> {};
      }

      @Override
      public void leave(Exit exit) {
        throw new IllegalStateException("nobody broke off");
      }
    };
  }
}
