package dev.coppice.mcp;

import dev.coppice.orchestration.ServiceJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a tool answers.
///
/// @param text what a model reads; empty = none
/// @param structured what [ServiceJson] writes as an object, for programs
/// @param further pictures and the like, after the text
public record ToolResult(
    boolean isError, String text, @Nullable Object structured, List<Content> further) {
  public ToolResult {
    further = List.copyOf(further);
  }

  public ToolResult(boolean isError, String text, @Nullable Object structured) {
    this(isError, text, structured, List.of());
  }

  /// The same twice: as an object, and as its text, indented.
  public static ToolResult json(Object structured) {
    return json(
        structured,
        ServiceJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(structured));
  }

  /// An object, and a text of its own.
  public static ToolResult json(Object structured, String text) {
    return new ToolResult(false, text, structured);
  }

  /// Text alone.
  public static ToolResult text(String text) {
    return new ToolResult(false, text, null);
  }

  /// @param what one sentence, naming the field and its value
  /// @param remedy one sentence: how to mend it
  public static ToolResult error(String what, String remedy) {
    return new ToolResult(true, what + " " + remedy, null);
  }
}
