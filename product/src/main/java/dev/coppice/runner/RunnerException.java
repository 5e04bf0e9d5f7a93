package dev.coppice.runner;

/// A run directory could not be read or written.
public final class RunnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunnerException(String message, Throwable cause) {
    super(message, cause);
  }

  public RunnerException(String message) {
    super(message);
  }
}
