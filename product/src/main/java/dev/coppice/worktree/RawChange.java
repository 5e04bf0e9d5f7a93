package dev.coppice.worktree;

import java.util.ArrayList;
import java.util.List;

/// One line of git's raw diff: the modes and blobs on both sides, a status letter, and the path as
/// raw bytes.
record RawChange(
    String oldMode, String newMode, String oldBlob, String newBlob, char status, String path) {
  private static final String GITLINK = "160000";

  /// Reads the fields of `--raw -z` without rename detection.
  static List<RawChange> parse(List<String> fields) {
    List<RawChange> changes = new ArrayList<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String[] words = fields.get(i).substring(1).split(" ", 5);
      changes.add(
          new RawChange(
              words[0], words[1], words[2], words[3], words[4].charAt(0), fields.get(i + 1)));
    }
    return changes;
  }

  /// Whether a repository in a folder takes the place of a file, or of nothing.
  boolean plantsRepository() {
    return newMode.equals(GITLINK) && !oldMode.equals(GITLINK);
  }

  boolean existsAfter() {
    return !newMode.equals("000000");
  }

  boolean existsBefore() {
    return !oldMode.equals("000000");
  }

  Diff.Kind kind() {
    return switch (status) {
      case 'A' -> Diff.Kind.ADDED;
      case 'D' -> Diff.Kind.DELETED;
      case 'T' -> Diff.Kind.TYPE_CHANGED;
      default -> Diff.Kind.MODIFIED;
    };
  }
}
