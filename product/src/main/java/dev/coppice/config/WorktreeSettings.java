package dev.coppice.config;

import java.nio.file.Path;
import java.util.List;

/// How worktrees are made.
///
/// @param root where they lie, relative to the repository or absolute
/// @param copy files of the main checkout that git does not track and agents need
/// @param setup commands run in a new worktree, in order
/// @param pool how many are kept ready
/// @param minimumFreeDisk under which nothing new is started
public record WorktreeSettings(
    Path root, List<Path> copy, List<List<String>> setup, int pool, DataSize minimumFreeDisk) {
  public WorktreeSettings {
    copy = List.copyOf(copy);
    setup = setup.stream().map(List::copyOf).toList();
  }

  private static final int LARGEST_POOL = 1_000;

  static WorktreeSettings read(Section section, Values values, Path root) {
    return new WorktreeSettings(
        root,
        section.get("copy", List.of(), values.list(values::inside)),
        section.get("setup", List.of(), values.list(values::command)),
        section.get("pool", 2, values.count(0, LARGEST_POOL)),
        section.get("minFreeDisk", new DataSize(5_000_000_000L), values::size));
  }
}
