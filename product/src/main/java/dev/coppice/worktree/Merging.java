package dev.coppice.worktree;

import java.util.ArrayList;
import java.util.List;

/// Merges commits in the object store, without a checkout.
final class Merging {
  private final Git git;
  private final Inspection inspection;

  Merging(Git git) {
    this.git = git;
    this.inspection = new Inspection(git);
  }

  /// The merged tree; with conflicts it holds their markers, and `paths` are not empty.
  record Merged(Oid tree, List<String> paths, List<String> messages) {
    boolean isClean() {
      return paths.isEmpty() && messages.isEmpty();
    }
  }

  Candidate candidate(Oid tip, Oid target, CommitMessage message, Identity author) {
    if (inspection.isAncestor(tip, target)) {
      return new Candidate.AlreadyLanded();
    }
    Merged merged = merge(target, tip);
    if (!merged.isClean()) {
      return new Candidate.Conflict(merged.paths(), merged.messages());
    }
    Oid commit = commit(merged.tree(), List.of(target, tip), message, author);
    return new Candidate.Built(commit, merged.tree());
  }

  Oid commit(Oid tree, List<Oid> parents, CommitMessage message, Identity author) {
    GitCall call = git.objects("commit-tree", tree.hex(), "-F", "-");
    parents.forEach(parent -> call.and(List.of("-p", parent.hex())));
    return call.input(message.text()).identity(author).get().oid();
  }

  Merged merge(Oid ours, Oid theirs) {
    GitOutput output =
        git.objects("merge-tree", "--write-tree", "-z", "--name-only", ours.hex(), theirs.hex())
            .run();
    if (output.exitCode() > 1 || output.stdout().length == 0) {
      throw output.failure();
    }
    List<String> fields = output.fields();
    Oid tree = new Oid(fields.getFirst());
    return output.succeeded() ? new Merged(tree, List.of(), List.of()) : conflicted(tree, fields);
  }

  /// After the tree come the paths, an empty field, and messages: a count, that many paths, the
  /// kind, and the text.
  private static Merged conflicted(Oid tree, List<String> fields) {
    List<String> paths = new ArrayList<>();
    int i = 1;
    while (i < fields.size() && !fields.get(i).isEmpty()) {
      paths.add(GitOutput.readable(fields.get(i++)));
    }
    List<String> messages = new ArrayList<>();
    i++;
    while (i < fields.size()) {
      int text = i + Integer.parseInt(fields.get(i)) + 2;
      if (fields.get(text - 1).startsWith("CONFLICT")) {
        messages.add(GitOutput.readable(fields.get(text)).strip());
      }
      i = text + 1;
    }
    if (messages.isEmpty()) {
      messages.add("The merge has conflicts.");
    }
    return new Merged(tree, paths.stream().distinct().toList(), messages);
  }
}
