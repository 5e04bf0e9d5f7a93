package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.config.ConfigException;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.runner.RunnerException;
import dev.coppice.store.StoreException;
import dev.coppice.worktree.RepositoryException;
import java.util.function.Supplier;

/// What each part refuses with, as a command says it: two sentences and an exit code.
final class Failures {
  private Failures() {}

  static <T> T told(Supplier<T> action) {
    try {
      return action.get();
    } catch (RepositoryException e) {
      throw new CommandFailure(exit(e), String.valueOf(e.getMessage()), e.remedy());
    } catch (StoreException e) {
      throw new CommandFailure(Exit.ENVIRONMENT, e.what(), e.remedy());
    } catch (ConfigException e) {
      throw new CommandFailure(Exit.REFUSED, e.what(), e.remedy());
    } catch (OrchestrationException e) {
      throw new CommandFailure(exit(e), String.valueOf(e.getMessage()), e.remedy());
    } catch (RunnerException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          String.valueOf(e.getMessage()),
          "See that the data directory can be written.");
    }
  }

  /// Nothing is wrong with a command when this machine cannot do what it decided.
  private static Exit exit(OrchestrationException e) {
    return switch (e.getCause()) {
      case RepositoryException git -> exit(git);
      case StoreException _, RunnerException _ -> Exit.ENVIRONMENT;
      case null, default -> Exit.REFUSED;
    };
  }

  private static Exit exit(RepositoryException e) {
    return switch (e.problem()) {
      case GIT_MISSING, GIT_TOO_OLD, TIMED_OUT, COMMAND_FAILED -> Exit.ENVIRONMENT;
      case NOT_A_REPOSITORY,
          BARE,
          EMPTY,
          UNSUPPORTED,
          TARGET_UNKNOWN,
          TARGET_MISSING,
          PATH_MISSING,
          PATH_IN_USE,
          BRANCH_IN_USE,
          WORKTREE_MISSING,
          WORKTREE_DAMAGED,
          DIVERGED,
          BUSY ->
          Exit.REFUSED;
    };
  }
}
