package dev.coppice.runner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads one line of a report file. Agents write it, so anything may stand there: what is not
/// understood is kept as unreadable and never an exception. Unknown fields are ignored.
final class ReportParser {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportParser() {}

  static ReportLine parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node == null || !node.isObject()) {
        return new ReportLine.Unreadable(line, "it is not a JSON object");
      }
      return read(node, line);
    } catch (JacksonException e) {
      return new ReportLine.Unreadable(line, "it is not JSON: " + e.getOriginalMessage());
    }
  }

  private static ReportLine read(JsonNode node, String line) {
    String type = text(node, "type");
    return switch (type) {
      case "progress" -> progress(node, line);
      case "blocker" -> {
        String question = text(node, "question");
        yield question == null
            ? new ReportLine.Unreadable(line, "a blocker needs a \"question\"")
            : new ReportLine.Blocker(question, options(node));
      }
      case "note" -> {
        String note = text(node, "text");
        yield note == null
            ? new ReportLine.Unreadable(line, "a note needs a \"text\"")
            : new ReportLine.Note(note);
      }
      case "done" -> new ReportLine.Done(text(node, "summary"));
      case null -> new ReportLine.Unreadable(line, "it has no \"type\"");
      default ->
          new ReportLine.Unreadable(
              line, "its \"type\" is none of progress, blocker, note and done");
    };
  }

  private static ReportLine progress(JsonNode node, String line) {
    JsonNode percent = node.path("percent");
    if (!percent.isNumber()) {
      return new ReportLine.Unreadable(line, "progress needs a \"percent\" that is a number");
    }
    double value = percent.doubleValue();
    if (!(value >= 0 && value <= 100)) {
      return new ReportLine.Unreadable(line, "\"percent\" must be 0 to 100");
    }
    return new ReportLine.Progress((int) value, text(node, "phase"), text(node, "note"));
  }

  private static @Nullable List<String> options(JsonNode node) {
    JsonNode options = node.path("options");
    if (!options.isArray()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    options.forEach(
        option -> texts.add(option.isString() ? option.stringValue() : option.toString()));
    return texts;
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : null;
  }
}
