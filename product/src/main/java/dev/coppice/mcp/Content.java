package dev.coppice.mcp;

/// A piece of what a tool answers or a prompt says.
public sealed interface Content {
  record Text(String text) implements Content {}

  /// @param data in base 64
  /// @param mimeType such as `image/png`
  record Image(String data, String mimeType) implements Content {}

  /// @param data in base 64
  /// @param mimeType such as `audio/wav`
  record Audio(String data, String mimeType) implements Content {}

  /// A resource, with all that is in it.
  record Embedded(String uri, ResourceContents contents) implements Content {}
}
