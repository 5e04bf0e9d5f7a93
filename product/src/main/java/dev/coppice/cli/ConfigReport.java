package dev.coppice.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration as it would be used.
///
/// @param file where it is, or would be
/// @param problems what is wrong, one line each with place and remedy; none = it is good
/// @param text what holds, as people read it and as the file could say it
/// @param entries the same, one by one
public record ConfigReport(
    Path file, boolean exists, List<String> problems, String text, List<Entry> entries) {
  public ConfigReport {
    problems = List.copyOf(problems);
    entries = List.copyOf(entries);
  }

  /// One setting.
  ///
  /// @param key its path in the file, such as `limits.idle`
  /// @param value a text, number, boolean, list or map; absent when it is not set
  /// @param origin who set it, in words
  public record Entry(String key, @Nullable Object value, String origin) {}
}
