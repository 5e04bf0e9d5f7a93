package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Makes a repository of a folder that is none yet: branch `main` with one commit of all it holds.
public final class NewRepository {
  private NewRepository() {}

  /// @param folder with the files of the first commit; ignored ones stay out
  /// @throws RepositoryException when it is one already, or git cannot
  public static void make(Path folder, CommitMessage message, Identity author) {
    GitProgram program = GitProgram.find(System.getenv().getOrDefault("PATH", ""));
    String _ = program.requireVersion();
    String when = author.when().getEpochSecond() + " +0000";
    Map<String, String> environment =
        Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CEILING_DIRECTORIES", String.valueOf(folder.getParent()),
            "GIT_AUTHOR_NAME", author.name(),
            "GIT_AUTHOR_EMAIL", author.email(),
            "GIT_AUTHOR_DATE", when,
            "GIT_COMMITTER_NAME", author.name(),
            "GIT_COMMITTER_EMAIL", author.email(),
            "GIT_COMMITTER_DATE", when);
    if (program.call(folder, List.of("rev-parse", "--git-dir"), environment).run().succeeded()) {
      throw new RepositoryException(
          Problem.PATH_IN_USE,
          "%s lies in a git repository already.".formatted(folder),
          "Name another folder.");
    }
    run(program, folder, environment, List.of("init", "-q", "-b", "main"));
    run(program, folder, environment, List.of("add", "-A"));
    run(program, folder, environment, List.of("commit", "-q", "-m", message.text()));
  }

  private static void run(
      GitProgram program, Path folder, Map<String, String> environment, List<String> arguments) {
    GitOutput _ = program.call(folder, arguments, environment).get();
  }
}
