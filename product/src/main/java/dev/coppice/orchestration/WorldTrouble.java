package dev.coppice.orchestration;

import dev.coppice.config.ConfigException;
import dev.coppice.runner.RunnerException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.StoreException;
import dev.coppice.worktree.RepositoryException;

/// What the world refuses while a system is opened, as the service says it. The cause stays.
final class WorldTrouble {
  private WorldTrouble() {}

  static RuntimeException told(RuntimeException thrown) {
    return switch (thrown) {
      case RepositoryException e -> refused(kind(e), String.valueOf(e.getMessage()), e.remedy(), e);
      case ConfigException e -> refused(Refusal.Kind.INVALID, e.what(), e.remedy(), e);
      case StoreException e -> refused(Refusal.Kind.CONFLICT, e.what(), e.remedy(), e);
      case RunnerException e ->
          refused(
              Refusal.Kind.CONFLICT,
              String.valueOf(e.getMessage()),
              "See that the data directory can be written.",
              e);
      default -> thrown;
    };
  }

  private static Refusal.Kind kind(RepositoryException e) {
    return switch (e.problem()) {
      case NOT_A_REPOSITORY,
          BARE,
          EMPTY,
          UNSUPPORTED,
          TARGET_UNKNOWN,
          TARGET_MISSING,
          PATH_MISSING ->
          Refusal.Kind.INVALID;
      case GIT_MISSING,
          GIT_TOO_OLD,
          PATH_IN_USE,
          BRANCH_IN_USE,
          WORKTREE_MISSING,
          WORKTREE_DAMAGED,
          DIVERGED,
          BUSY,
          TIMED_OUT,
          COMMAND_FAILED ->
          Refusal.Kind.CONFLICT;
    };
  }

  private static OrchestrationException refused(
      Refusal.Kind kind, String what, String remedy, RuntimeException cause) {
    var refused = new OrchestrationException(kind, what, remedy);
    var _ = refused.initCause(cause);
    return refused;
  }
}
