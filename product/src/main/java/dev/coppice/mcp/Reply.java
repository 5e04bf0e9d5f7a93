package dev.coppice.mcp;

import dev.coppice.orchestration.ServiceJson;
import dev.coppice.runner.TerminalText;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Answers as a model may read them: free of whatever steers a terminal or cannot be seen, no
/// string without end, an agent's words marked.
final class Reply {
  private static final int LONGEST_STRING = 4_000;

  private Reply() {}

  /// An object of these names and values, in this order; the same as text.
  static ToolResult of(String name, Object value, Object... more) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      fields.put((String) more[i], more[i + 1]);
    }
    return of(fields);
  }

  /// What a view holds; the same as text.
  static ToolResult of(Object view) {
    return ToolResult.json(harmless(view, LONGEST_STRING));
  }

  /// What a view holds, and a text of its own.
  ///
  /// @param longest string in it, in UTF-16 characters
  static ToolResult of(Object view, int longest, String text) {
    return ToolResult.json(harmless(view, longest), text(text));
  }

  /// The text without control sequences and invisible characters; line feeds and tabs stay.
  static String text(String text) {
    String plain = TerminalText.plain(text);
    return plain.codePoints().anyMatch(Reply::isInvisible)
        ? plain
            .codePoints()
            .filter(point -> !isInvisible(point))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : plain;
  }

  /// Direction changes, tags and the like; half a character cannot be written as UTF-8 at all.
  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT || type == Character.SURROGATE;
  }

  private static JsonNode harmless(Object view, int longest) {
    JsonNode tree = ServiceJson.mapper().valueToTree(view);
    clean(tree, longest);
    AgentWords.mark(tree);
    return tree;
  }

  private static void clean(JsonNode node, int longest) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue() instanceof StringNode string) {
          field.setValue(StringNode.valueOf(bounded(string.stringValue(), longest)));
        } else {
          clean(field.getValue(), longest);
        }
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof StringNode string) {
          list.set(i, bounded(string.stringValue(), longest));
        } else {
          clean(list.get(i), longest);
        }
      }
    }
  }

  /// The same, cut where it is longer than this, with a word on how much was cut.
  static String bounded(String string, int longest) {
    String text = text(string);
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
  }
}
