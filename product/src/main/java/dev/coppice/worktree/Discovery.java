package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the repository a path belongs to. These few commands only read, and see the user's own
/// configuration, so that `safe.directory` counts.
final class Discovery {
  private final GitProgram program;
  private final Map<String, String> environment = new HashMap<>();
  private final Path start;

  /// What was found: the repository's identity (its common directory) and its main checkout.
  record Found(Path commonDir, Path root, Settings settings) {}

  Discovery(GitProgram program, Path anywhere, Map<String, String> environment) {
    this.program = program;
    for (String name : List.of("HOME", "XDG_CONFIG_HOME")) {
      if (environment.containsKey(name)) {
        this.environment.put(name, environment.get(name));
      }
    }
    this.start = existing(anywhere);
  }

  Found find() {
    GitOutput output =
        git(
                "rev-parse",
                "--path-format=absolute",
                "--is-bare-repository",
                "--git-common-dir",
                "--git-dir")
            .run();
    if (!output.succeeded()) {
      throw notARepository(output);
    }
    List<String> lines = output.text().lines().toList();
    Settings settings = new Settings(git("config", "--list", "--show-scope", "-z").get().fields());
    Path commonDir = real(Path.of(lines.get(1)));
    if (lines.get(0).equals("true") || settings.findLocal("core.bare").equals(yes())) {
      throw new RepositoryException(
          Problem.BARE,
          "%s is a bare repository.".formatted(commonDir),
          "Open a clone of it that has a checkout.");
    }
    requireKnownFormat(commonDir, settings);
    Path root = root(commonDir, real(Path.of(lines.get(2))), settings);
    return new Found(commonDir, root, settings);
  }

  private static Optional<String> yes() {
    return Optional.of("true");
  }

  private Path root(Path commonDir, Path gitDir, Settings settings) {
    if (settings.findLocal("core.worktree").isPresent()) {
      return real(commonDir.resolve(settings.findLocal("core.worktree").get()));
    }
    if (commonDir.endsWith(".git")) {
      return real(commonDir.resolveSibling("."));
    }
    if (gitDir.equals(commonDir)) {
      return real(Path.of(git("rev-parse", "--show-toplevel").get().text()));
    }
    throw new RepositoryException(
        Problem.UNSUPPORTED,
        "The main checkout of %s cannot be found from a linked worktree.".formatted(commonDir),
        "Open the main checkout instead.");
  }

  private static void requireKnownFormat(Path commonDir, Settings settings) {
    if (settings.findLocal("extensions.refstorage").orElse("files").equals("files")) {
      return;
    }
    throw new RepositoryException(
        Problem.UNSUPPORTED,
        "%s keeps its refs in the reftable format.".formatted(commonDir),
        "Run `git refs migrate --ref-format=files`.");
  }

  private RepositoryException notARepository(GitOutput output) {
    if (output.stderr().contains("dubious ownership")) {
      return new RepositoryException(
          Problem.NOT_A_REPOSITORY,
          "%s belongs to another user.".formatted(start),
          "Run as its owner, or add it to safe.directory in your own git configuration.");
    }
    return new RepositoryException(
        Problem.NOT_A_REPOSITORY,
        "%s is not inside a git repository.".formatted(start),
        "Name a path inside one, or run `git init` and commit something first.");
  }

  private GitCall git(String... arguments) {
    return program.call(start, List.of(arguments), environment);
  }

  private static Path existing(Path anywhere) {
    if (!Files.isDirectory(anywhere)) {
      throw new RepositoryException(
          Problem.PATH_MISSING,
          "%s is not a folder.".formatted(anywhere),
          "Name the folder of a git repository.");
    }
    return real(anywhere);
  }

  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new RepositoryException(
          Problem.PATH_MISSING,
          "%s cannot be opened.".formatted(path),
          "See that the folder exists and that you may read it.",
          e);
    }
  }
}
