package dev.coppice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One setting as it is in force and where it comes from, for people to read.
///
/// @param path the keys that lead to it, outermost first
/// @param value a text, number, boolean, list or map as in the file; null when it is not set
public record ConfigEntry(List<String> path, @Nullable Object value, Origin origin) {
  public ConfigEntry {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a setting has a key");
    }
  }

  /// The keys with dots between them: `limits.idle`.
  public String key() {
    return String.join(".", path);
  }
}
