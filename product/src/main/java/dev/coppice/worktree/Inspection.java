package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Questions about files and commits that change nothing.
final class Inspection {
  private static final int DIFF_LIMIT = 4 << 20;

  private final Git git;

  Inspection(Git git) {
    this.git = git;
  }

  /// What `git status --porcelain` says, a line a path. Submodules are not looked into: that would
  /// start a git in a repository an agent may have planted.
  List<String> status(Checkout checkout) {
    GitOutput output =
        git.files(
                checkout,
                "status",
                "--porcelain=v1",
                "-z",
                "--untracked-files=normal",
                "--ignore-submodules=all",
                "--no-renames")
            .get();
    return output.fields().stream().map(GitOutput::readable).toList();
  }

  List<LogEntry> log(Oid tip, int limit) {
    List<String> fields =
        git.objects(
                "log", "-z", "--format=%H%x00%s%x00%aI", "--max-count=" + limit, tip.hex(), "--")
            .get()
            .fields();
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i + 2 < fields.size(); i += 3) {
      entries.add(
          new LogEntry(
              new Oid(fields.get(i)),
              GitOutput.readable(fields.get(i + 1)),
              OffsetDateTime.parse(fields.get(i + 2))));
    }
    return entries;
  }

  Map<ModuleId, Oid> landed(Oid tip) {
    List<String> fields =
        git.objects(
                "log",
                "-z",
                "--first-parent",
                "--merges",
                "--grep=^Coppice-Module: ",
                "--format=%H%x00%(trailers:key=Coppice-Module,valueonly,unfold)",
                tip.hex(),
                "--")
            .get()
            .fields();
    Map<ModuleId, Oid> landed = new LinkedHashMap<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      Oid commit = new Oid(fields.get(i));
      ModuleId.find(GitOutput.readable(fields.get(i + 1)).strip())
          .ifPresent(module -> landed.putIfAbsent(module, commit));
    }
    return landed;
  }

  Diff diff(Oid from, Oid to) {
    GitOutput text =
        git.objects("diff-tree", "-r", "-p", "--no-renames", "--no-ext-diff", "--no-textconv")
            .and(List.of(from.hex(), to.hex(), "--"))
            .limit(DIFF_LIMIT)
            .run();
    if (!text.succeeded() && !text.truncated()) {
      throw text.failure();
    }
    String unified = new String(text.stdout(), StandardCharsets.UTF_8);
    List<Diff.Change> changes =
        changes(from, to).stream()
            .map(change -> new Diff.Change(change.kind(), GitOutput.readable(change.path())))
            .toList();
    return new Diff(unified, text.truncated(), changes);
  }

  /// The paths (raw) that differ between two trees or commits.
  List<RawChange> changes(Oid from, Oid to) {
    return RawChange.parse(
        git.objects("diff-tree", "-r", "-z", "--raw", "--no-renames", from.hex(), to.hex(), "--")
            .get()
            .fields());
  }

  Oid treeOf(Oid commit) {
    return git.objects("rev-parse", "--verify", "--quiet", commit.hex() + "^{tree}").get().oid();
  }

  boolean isAncestor(Oid ancestor, Oid descendant) {
    GitOutput output =
        git.objects("merge-base", "--is-ancestor", ancestor.hex(), descendant.hex()).run();
    return !output.isNo() && output.orThrow().succeeded();
  }
}
