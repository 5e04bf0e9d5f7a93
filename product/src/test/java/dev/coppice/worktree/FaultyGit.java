package dev.coppice.worktree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A git that can be told to fail from its n-th command on, which is what a crash of ours looks
/// like from the outside, or to let something happen just before a certain command.
final class FaultyGit {
  private final Path folder;

  private FaultyGit(Path folder) {
    this.folder = folder;
  }

  static FaultyGit in(Path folder) {
    FaultyGit git = new FaultyGit(folder);
    String script =
        """
        #!/bin/sh
        d=%s
        read -r left < "$d/left"
        if [ "$left" -le 0 ]; then echo dead >&2; exit 1; fi
        echo $((left - 1)) > "$d/left"
        . "$d/before"
        exec %s "$@"
        """
            .formatted(folder, realGit());
    ScratchRepository.write(folder.resolve("git"), script);
    if (!folder.resolve("git").toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make the script executable");
    }
    git.live();
    ScratchRepository.write(folder.resolve("before"), ":\n");
    return git;
  }

  private static String realGit() {
    for (String entry : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(entry, "git"))) {
        return Path.of(entry, "git").toString();
      }
    }
    throw new IllegalStateException("no git on the PATH");
  }

  GitWorktrees open(ScratchRepository scratch) {
    return new GitWorktrees(
        GitRepository.open(
            scratch.root(),
            OpenOptions.defaults(),
            Map.of("PATH", folder + ":" + System.getenv("PATH"))));
  }

  void live() {
    ScratchRepository.write(folder.resolve("left"), "1000000\n");
  }

  /// Every command after the next `commands` fails.
  void dieAfter(int commands) {
    ScratchRepository.write(folder.resolve("left"), commands + "\n");
  }

  /// Whether a command has failed since [#dieAfter].
  boolean died() {
    return ScratchRepository.read(folder.resolve("left")).strip().equals("0");
  }

  /// Runs a line of shell before every command whose words match a pattern of `case`.
  void before(String pattern, String shell) {
    ScratchRepository.write(
        folder.resolve("before"), "case \"$*\" in %s) %s;; esac\n".formatted(pattern, shell));
  }
}
