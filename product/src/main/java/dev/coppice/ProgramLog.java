package dev.coppice;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The log of this program: one file for all systems, never the terminal. The logging of the JDK
/// makes one the first time that something is logged, so a command that logs nothing pays nothing.
public final class ProgramLog extends Handler {
  private static final String CONFIGURED_BY = "java.util.logging.config.class";
  private static final long LONGEST = 5L << 20;

  private @Nullable Writer writer;
  private boolean broken;

  /// Called by the JDK, by the name it is given in [#use].
  public ProgramLog() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    Logger.getLogger("dev.coppice").setLevel(Level.INFO);
    root.addHandler(this);
  }

  /// Has the JDK log here, unless whoever started the JVM said otherwise.
  static void use() {
    if (System.getProperty(CONFIGURED_BY) == null) {
      System.setProperty(CONFIGURED_BY, ProgramLog.class.getName());
    }
  }

  /// `coppice/coppice.log` where the user's programs keep their state.
  static Path file() {
    return folder().resolve("coppice.log");
  }

  /// Where this program keeps what belongs to no system.
  static Path folder() {
    String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
    Path folder =
        state.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "state")
            : Path.of(state);
    return folder.resolve("coppice");
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (broken || !isLoggable(record)) {
      return;
    }
    try {
      Writer open = writer == null ? open() : writer;
      writer = open;
      open.write(line(record));
      open.flush();
    } catch (IOException _) {
      // A program must not fail because its log does, nor say so on a terminal that others read.
      broken = true;
    }
  }

  private static Writer open() throws IOException {
    Path file = file();
    Files.createDirectories(file.getParent());
    if (Files.exists(file) && Files.size(file) > LONGEST) {
      Files.move(file, file.resolveSibling("coppice.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(LogRecord record) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    String message = new java.util.logging.SimpleFormatter().formatMessage(record);
    out.printf(
        "%s %d %s %s: %s%n",
        record.getInstant(),
        ProcessHandle.current().pid(),
        record.getLevel(),
        record.getLoggerName(),
        message);
    if (record.getThrown() != null) {
      for (Throwable at = record.getThrown(); at != null; at = at.getCause()) {
        out.println("  " + at);
        for (StackTraceElement element : at.getStackTrace()) {
          out.println("    at " + element);
        }
      }
    }
    return text.toString();
  }

  @Override
  public void flush() {
    // Every line is flushed as it is written.
  }

  @Override
  public synchronized void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException _) {
      broken = true;
    }
  }
}
