package dev.coppice.mcp;

/// Something to read under a fixed address.
///
/// @param uri such as `coppice://status`
/// @param name short, for programs
/// @param title a few words for people
public record Resource(
    String uri, String name, String title, String description, String mimeType, Reader reader) {
  /// Reads it as it is now.
  public interface Reader {
    ResourceContents read();
  }
}
