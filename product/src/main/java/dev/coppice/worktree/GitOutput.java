package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What one git process left behind. Paths are kept as ISO-8859-1 text (one character a byte), so
/// that a name which is not UTF-8 survives the way back into git; [#readable] turns them for
/// people.
record GitOutput(String command, int exitCode, byte[] stdout, String stderr, boolean truncated) {
  boolean succeeded() {
    return exitCode == 0;
  }

  /// Whether git answered "no" (exit code 1 and not a word), which is not a failure.
  boolean isNo() {
    return exitCode == 1 && stderr.isBlank();
  }

  /// The output as text, without white space at its ends.
  String text() {
    return new String(stdout, StandardCharsets.UTF_8).strip();
  }

  Oid oid() {
    return new Oid(text());
  }

  /// The NUL-separated fields as raw paths; a NUL at the end closes the last one.
  List<String> fields() {
    if (stdout.length == 0) {
      return List.of();
    }
    String raw = new String(stdout, StandardCharsets.ISO_8859_1);
    String[] fields = raw.split("\0", -1);
    return Arrays.asList(fields).subList(0, raw.endsWith("\0") ? fields.length - 1 : fields.length);
  }

  static String readable(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static String raw(String readable) {
    return new String(readable.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// This output if git succeeded, else an exception with git's last words.
  GitOutput orThrow() {
    if (succeeded()) {
      return this;
    }
    throw failure();
  }

  RepositoryException failure() {
    return new RepositoryException(
        Problem.COMMAND_FAILED,
        "`%s` exited with %d: %s".formatted(command, exitCode, lastWords()),
        "Run `git fsck` in the repository, and try again.");
  }

  String lastWords() {
    String words = stderr.strip().replaceAll("\\s*\\n\\s*", "; ");
    return words.length() <= 600 ? words : words.substring(0, 600) + "...";
  }

  /// Whether another git process was merely in the way, so that trying again is right. A lost
  /// compare-and-swap also says "cannot lock ref", but it is an answer, not an obstacle.
  boolean isTransient() {
    if (succeeded() || stderr.contains("but expected") || stderr.contains("already exists")) {
      return stderr.contains(".lock': File exists") && !succeeded();
    }
    return stderr.contains("commondir")
        || stderr.contains("config.lock")
        || stderr.contains("could not lock config file")
        || stderr.contains("cannot lock ref")
        || stderr.contains("packed-refs.lock")
        || stderr.contains("index.lock")
        || stderr.contains("bad object worktrees/")
        || stderr.contains("could not open '.git/worktrees");
  }
}
