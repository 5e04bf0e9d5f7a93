package dev.coppice;

import dev.coppice.event.Redaction;
import dev.coppice.view.DisplayText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What is written of one message to the program's log, its secrets left out.
///
/// @param thread the name of the thread that logged, may be empty
/// @param system the system this process owns, once it does
record LogLine(LogRecord record, String thread, @Nullable String system, Redaction redaction) {
  /// One line for people; the stack of an error follows, indented.
  String text() {
    var text =
        new StringBuilder(
            "%s %d %s %s: %s\n"
                .formatted(
                    record.getInstant(),
                    ProcessHandle.current().pid(),
                    record.getLevel(),
                    record.getLoggerName(),
                    DisplayText.line(message())));
    if (record.getThrown() != null) {
      text.append(redaction.redact(stack(record.getThrown())).indent(2));
    }
    return text.toString();
  }

  /// One JSON object on one line.
  String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", record.getInstant().toString());
    line.put("level", level());
    line.put("logger", String.valueOf(record.getLoggerName()));
    line.put("message", message());
    line.put("pid", ProcessHandle.current().pid());
    if (!thread.isBlank()) {
      line.put("thread", thread);
    }
    if (system != null) {
      line.put("system", system);
    }
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("type", thrown.getClass().getName());
      error.put("message", redaction.redact(String.valueOf(thrown.getMessage())));
      error.put("stack", redaction.redact(stack(thrown)));
      line.put("error", error);
    }
    return JsonMapper.shared().writeValueAsString(line) + "\n";
  }

  private String message() {
    return redaction.redact(new SimpleFormatter().formatMessage(record));
  }

  /// As the configuration names it.
  private String level() {
    int weight = record.getLevel().intValue();
    if (weight >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (weight >= Level.WARNING.intValue()) {
      return "warn";
    }
    return weight >= Level.INFO.intValue() ? "info" : "debug";
  }

  private static String stack(Throwable thrown) {
    var text = new StringBuilder();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      text.append(at).append('\n');
      for (StackTraceElement element : at.getStackTrace()) {
        text.append("  at ").append(element).append('\n');
      }
    }
    return text.toString();
  }
}
