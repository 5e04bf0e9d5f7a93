package dev.coppice.worktree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads git's own one-line files.
final class SmallFile {
  private SmallFile() {}

  /// The text without white space at its end; nothing if the file is missing, empty, or no file.
  static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > 64 << 10) {
        return Optional.empty();
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).stripTrailing();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
