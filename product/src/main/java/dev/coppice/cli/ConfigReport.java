package dev.coppice.cli;

import java.nio.file.Path;
import java.util.List;

/// The configuration as it would be used.
///
/// @param file where it is, or would be
/// @param problems what is wrong, one line each with place and remedy; none = it is good
/// @param entries what holds, when nothing is wrong
public record ConfigReport(Path file, boolean exists, List<String> problems, List<Entry> entries) {
  public ConfigReport {
    problems = List.copyOf(problems);
    entries = List.copyOf(entries);
  }

  /// One setting.
  ///
  /// @param key its path in the file, such as `limits.idle`
  /// @param origin who set it: `default`, `file`, `flag`
  public record Entry(String key, String value, String origin) {}
}
