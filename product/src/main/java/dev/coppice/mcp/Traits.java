package dev.coppice.mcp;

/// What a client may expect of a tool before it calls it.
///
/// @param readOnly it changes nothing
/// @param destructive what it changes may be lost; false for one that only reads
/// @param idempotent calling it again with the same arguments changes nothing more
public record Traits(boolean readOnly, boolean destructive, boolean idempotent) {
  /// It looks and changes nothing.
  public static final Traits READING = new Traits(true, false, true);

  public Traits {
    if (readOnly && (destructive || !idempotent)) {
      throw new IllegalArgumentException(
          "a tool that only reads destroys nothing, and reads the same twice");
    }
  }
}
