package dev.coppice.worktree;

/// Git could not do what was asked, for a reason no sealed result covers: what, and how to mend it.
public final class RepositoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The kinds of trouble a caller may want to tell apart.
  public enum Problem {
    NOT_A_REPOSITORY,
    BARE,
    EMPTY,
    UNSUPPORTED,
    GIT_MISSING,
    GIT_TOO_OLD,
    TARGET_UNKNOWN,
    TARGET_MISSING,
    PATH_MISSING,
    PATH_IN_USE,
    BRANCH_IN_USE,
    WORKTREE_MISSING,
    WORKTREE_DAMAGED,
    DIVERGED,
    BUSY,
    TIMED_OUT,
    COMMAND_FAILED
  }

  private final Problem problem;
  private final String remedy;

  /// `message` is one sentence that says what happened, `remedy` one that says how to mend it.
  public RepositoryException(Problem problem, String message, String remedy) {
    super(message);
    this.problem = problem;
    this.remedy = remedy;
  }

  RepositoryException(Problem problem, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  public Problem problem() {
    return problem;
  }

  public String remedy() {
    return remedy;
  }
}
