package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.cli.LogChoice;
import dev.coppice.config.LogLevel;
import dev.coppice.event.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log of this program: one file for all systems unless somebody says otherwise, never the
/// terminal by itself. The logging of the JDK makes one the first time that something is logged, so
/// a command that logs nothing pays nothing.
///
/// The environment may say where to (`COPPICE_LOG`: `stderr` or a file), how (`COPPICE_LOG_FORMAT`:
/// text or json) and from which level on (`COPPICE_LOG_LEVEL`: debug, info, warn or error).
public final class ProgramLog extends Handler {
  private static final String CONFIGURED_BY = "java.util.logging.config.class";
  private static final String DESTINATION = "COPPICE_LOG";
  private static final String FORMAT = "COPPICE_LOG_FORMAT";
  private static final String LEVEL = "COPPICE_LOG_LEVEL";
  private static final String STANDARD_ERROR = "stderr";

  private final Logger ours = Logger.getLogger("dev.coppice");
  private String destination = System.getenv().getOrDefault(DESTINATION, "");
  private LogChoice.Format format =
      said(LogChoice.Format.class, FORMAT).orElse(LogChoice.Format.TEXT);
  private Redaction redaction = Redaction.of(Redaction.secrets(System.getenv()));
  private @Nullable String system;
  private @Nullable LogFile open;
  private boolean broken;

  /// Called by the JDK, by the name it is given in [#use].
  public ProgramLog() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    ours.setLevel(level(said(LogLevel.class, LEVEL).orElse(LogLevel.INFO)));
    root.addHandler(this);
  }

  /// Has the JDK log here, unless whoever started the JVM said otherwise.
  static void use() {
    if (System.getProperty(CONFIGURED_BY) == null) {
      System.setProperty(CONFIGURED_BY, ProgramLog.class.getName());
    }
  }

  /// Logs where and how somebody chose, from now on.
  ///
  /// @throws CommandFailure if it cannot be written there, or the environment says what there is
  ///   not
  static void choose(LogChoice choice) {
    require(LogChoice.Format.class, FORMAT);
    require(LogLevel.class, LEVEL);
    find().ifPresent(log -> log.follow(choice));
  }

  /// Heeds what the opened system says: its level, unless the environment has one, and its secrets.
  static void heed(String systemId, LogLevel level, Redaction redaction) {
    find().ifPresent(log -> log.take(systemId, level, redaction));
  }

  private static Optional<ProgramLog> find() {
    return Stream.of(Logger.getLogger("").getHandlers())
        .filter(ProgramLog.class::isInstance)
        .map(ProgramLog.class::cast)
        .findFirst();
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

  private synchronized void follow(LogChoice choice) {
    if (choice.destination() != null) {
      destination = choice.destination();
    }
    if (choice.format() != null) {
      format = choice.format();
    }
    close();
    broken = false;
    if (!destination.isEmpty()) {
      try {
        open = open();
      } catch (IOException e) {
        throw new CommandFailure(
            Exit.ENVIRONMENT,
            "The log cannot be written to %s: %s.".formatted(destination, e.getMessage()),
            "Name a file that you may write with --log or " + DESTINATION + ", or stderr.");
      }
    }
  }

  private synchronized void take(String systemId, LogLevel level, Redaction secrets) {
    system = systemId;
    redaction = secrets;
    if (said(LogLevel.class, LEVEL).isEmpty()) {
      ours.setLevel(level(level));
    }
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (broken || !isLoggable(record)) {
      return;
    }
    try {
      LogFile now = open;
      if (now == null || now.isFull()) {
        close();
        now = open();
        open = now;
      }
      var line = new LogLine(record, Thread.currentThread().getName(), system, redaction);
      now.write(
          switch (format) {
            case TEXT -> line.text();
            case JSON -> line.json();
          });
    } catch (IOException _) {
      // A program must not fail because its log does, nor say so on a terminal that others read.
      broken = true;
    }
  }

  private LogFile open() throws IOException {
    if (destination.equals(STANDARD_ERROR)) {
      return LogFile.standardError();
    }
    return destination.isEmpty()
        ? LogFile.append(file(), true)
        : LogFile.append(Path.of(destination), false);
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
    };
  }

  private static <E extends Enum<E>> Optional<E> said(Class<E> choices, String variable) {
    String said = System.getenv().getOrDefault(variable, "").toUpperCase(Locale.ROOT);
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> choice.name().equals(said))
        .findFirst();
  }

  private static <E extends Enum<E>> void require(Class<E> choices, String variable) {
    String value = System.getenv().getOrDefault(variable, "");
    if (!value.isEmpty() && said(choices, variable).isEmpty()) {
      String known =
          String.join(", ", Arrays.stream(choices.getEnumConstants()).map(Enum::name).toList());
      throw new CommandFailure(
          Exit.REFUSED,
          "%s is \"%s\".".formatted(variable, value),
          "Give one of: %s.".formatted(known.toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public void flush() {
    // Every line is written at once.
  }

  @Override
  public synchronized void close() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException _) {
      broken = true;
    }
    open = null;
  }
}
