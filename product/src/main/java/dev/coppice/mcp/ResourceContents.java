package dev.coppice.mcp;

/// What is in a resource.
public sealed interface ResourceContents {
  /// Such as `application/json`.
  String mimeType();

  record Text(String mimeType, String text) implements ResourceContents {}

  /// @param base64 bytes in base 64
  record Bytes(String mimeType, String base64) implements ResourceContents {}
}
