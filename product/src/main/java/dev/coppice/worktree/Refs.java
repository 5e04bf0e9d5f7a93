package dev.coppice.worktree;

import java.util.Optional;

/// Reads refs, and moves them by compare-and-swap only.
final class Refs {
  private final Git git;

  Refs(Git git) {
    this.git = git;
  }

  Optional<Oid> read(Branch branch) {
    return read(branch.ref());
  }

  /// The commit a full ref name or an object id stands for.
  Optional<Oid> read(String ref) {
    GitOutput output =
        git.refs("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}").run();
    return output.isNo() ? Optional.empty() : Optional.of(output.orThrow().oid());
  }

  /// Moves a ref from `from` to `to`; false, and nothing done, if it is not at `from`. A zero
  /// `from` makes the ref, a zero `to` deletes it.
  boolean swap(String ref, Oid from, Oid to, String reason) {
    GitCall call =
        to.equals(to.zero())
            ? git.refs("update-ref", "-d", ref, from.hex())
            : git.refs("update-ref", "-m", reason, ref, to.hex(), from.hex());
    GitOutput output = call.run();
    if (output.succeeded()) {
      return true;
    }
    Oid actual = read(ref).orElse(from.zero());
    if (actual.equals(to)) {
      return true;
    }
    if (!actual.equals(from)) {
      return false;
    }
    throw output.failure();
  }
}
