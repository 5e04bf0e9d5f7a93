package dev.coppice.cli;

import dev.coppice.view.DisplayText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What waits for a person, each with what to type.
final class InboxText {
  private static final int MOST_EVIDENCE = 8;

  private InboxText() {}

  /// @param again the flags that name the system
  static void print(Screen screen, JsonNode items, String again) {
    for (JsonNode item : items) {
      String module = item.path("moduleId").asString("");
      screen.line("");
      screen.line(
          "%s  %s%s"
              .formatted(
                  item.path("id").asString(),
                  item.path("kind").asString(),
                  module.isEmpty() ? "" : "  " + DisplayText.line(module)));
      screen.line("  " + DisplayText.line(item.path("question").asString()));
      evidence(item.path("evidence").asString("")).forEach(line -> screen.line("  | " + line));
      typed(item, again).forEach(line -> screen.line("    " + line));
    }
  }

  private static List<String> evidence(String text) {
    List<String> lines =
        text.lines()
            .map(line -> DisplayText.cut(line, 120).stripTrailing())
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.subList(Math.max(0, lines.size() - MOST_EVIDENCE), lines.size());
  }

  /// The commands that answer it.
  private static List<String> typed(JsonNode item, String again) {
    String id = item.path("id").asString();
    List<String> commands = new ArrayList<>();
    for (JsonNode option : item.path("options")) {
      String word = DisplayText.line(option.asString());
      String remark = word.equals("reject") ? " \"what to change\"" : "";
      commands.add("coppice answer%s %s %s%s".formatted(again, id, word(word), remark));
    }
    if (commands.isEmpty()) {
      commands.add("coppice answer%s %s \"your answer\"".formatted(again, id));
    }
    return commands;
  }

  private static String word(String text) {
    return text.matches("[A-Za-z0-9_.,:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
