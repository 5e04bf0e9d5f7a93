package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A second git common directory (`coppice/gitdir`) over the same objects and refs, with a
/// configuration of our own.
///
/// Git runs programs the shared configuration names: filters on `add` and checkout, merge drivers,
/// external diffs, `gpg`. An agent can write that file. Overriding single keys does not help, since
/// a filter may have any name; so git is given another file, in which there are none. Only settings
/// that say how files look on this disk are taken over, once, when the repository is opened.
final class PlainDirectory {
  private static final List<String> LINKS =
      List.of("objects", "refs", "packed-refs", "info", "shallow");

  private final Path path;
  private final byte[] config;

  private PlainDirectory(Path path, byte[] config) {
    this.path = path;
    this.config = config;
  }

  /// Makes the directory, or brings an existing one up to date. `settings` are whole keys
  /// (`core.ignorecase`) with their values.
  static PlainDirectory make(Path path, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(entry(key, value)));
    PlainDirectory plain =
        new PlainDirectory(path, text.toString().getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(path);
      for (String link : LINKS) {
        if (!Files.exists(path.resolve(link), LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(path.resolve(link), Path.of("..", "..", link));
        }
      }
      Files.writeString(path.resolve("HEAD"), "ref: refs/heads/none\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plain.restore();
    return plain;
  }

  Path path() {
    return path;
  }

  /// Puts the configuration back if anybody touched it; called before each use.
  void restore() {
    Path file = path.resolve("config");
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), config)) {
        Path temporary = Files.createTempFile(path, "config", null);
        Files.write(temporary, config);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(String key, String value) {
    int dot = key.lastIndexOf('.');
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "[%s]\n\t%s = \"%s\"\n".formatted(key.substring(0, dot), key.substring(dot + 1), quoted);
  }
}
