package dev.coppice.mcp;

import java.util.List;
import java.util.Map;

/// Resources alike, whose address has gaps such as `{id}`.
///
/// @param uriTemplate such as `coppice://agents/{id}/log`
/// @param completer what could stand in a gap
public record ResourceTemplate(
    String uriTemplate,
    String name,
    String title,
    String description,
    String mimeType,
    Reader reader,
    Completer completer) {
  /// Reads one of them.
  public interface Reader {
    /// @param variables what stands in the gaps, by their names
    /// @throws ToolException if there is no such resource
    ResourceContents read(Map<String, String> variables);
  }

  /// Proposes words.
  public interface Completer {
    /// Nobody knows any.
    Completer NONE = (_, _) -> List.of();

    /// @param variable the gap or argument
    /// @param begun what is written so far
    List<String> complete(String variable, String begun);
  }
}
