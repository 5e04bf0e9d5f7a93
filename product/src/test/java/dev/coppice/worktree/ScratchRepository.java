package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A small real repository with a user who works in its main checkout.
final class ScratchRepository {
  static final Identity AUTHOR =
      new Identity("Ada", "ada@example.org", Instant.parse("2026-01-02T03:04:05Z"));
  static final ModuleId MODULE = new ModuleId("billing");

  private final Path root;

  private ScratchRepository(Path root) {
    this.root = root;
  }

  /// What one git process said.
  record Answer(int exitCode, String stdout, String stderr) {}

  /// A repository with one commit on main.
  static ScratchRepository make(Path folder) {
    ScratchRepository scratch = empty(folder);
    scratch.write("README.md", "read me\n");
    scratch.write("src/a.txt", "one\ntwo\nthree\nfour\nfive\n");
    scratch.write("src/b.txt", "bee\n");
    scratch.write(".gitignore", "target/\n*.env\n");
    scratch.git("add", ".");
    scratch.git("commit", "-q", "-m", "Start");
    return scratch;
  }

  /// A repository without a commit.
  static ScratchRepository empty(Path folder) {
    try {
      Files.createDirectories(folder);
      ScratchRepository scratch = new ScratchRepository(folder.toRealPath());
      scratch.git("init", "-q", "-b", "main", ".");
      scratch.git("config", "user.name", "User");
      scratch.git("config", "user.email", "user@example.org");
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  GitRepository open() {
    return GitRepository.open(root, OpenOptions.defaults());
  }

  GitWorktrees worktrees() {
    return new GitWorktrees(open());
  }

  Path path(String name) {
    return root.resolve(name);
  }

  void write(String name, String text) {
    write(root.resolve(name), text);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    return read(root.resolve(name));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs git as the user in the main checkout; it has to succeed.
  String git(String... arguments) {
    return gitIn(root, arguments);
  }

  /// Runs git as a user or an agent would in a folder; it has to succeed.
  static String gitIn(Path folder, String... arguments) {
    Answer answer = tryGit(folder, arguments);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException("git " + List.of(arguments) + ": " + answer);
    }
    return answer.stdout().strip();
  }

  static Answer tryGit(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile("git", "err");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
      builder.environment().clear();
      builder
          .environment()
          .putAll(
              Map.of(
                  "PATH", System.getenv("PATH"),
                  "HOME", "/nonexistent",
                  "GIT_CONFIG_NOSYSTEM", "1",
                  "GIT_EDITOR", "true"));
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      Answer answer = new Answer(exit, out, Files.readString(errors));
      Files.delete(errors);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Oid oid(String revision) {
    return new Oid(git("rev-parse", revision));
  }

  /// Commits one file to main with the user's own git, and returns the commit.
  Oid userCommits(String name, String text) {
    write(name, text);
    git("add", "--", name);
    git("commit", "-q", "-m", "User changes " + name);
    return oid("HEAD");
  }

  /// A commit on top of main with one file changed, made without touching the checkout: what a
  /// landing brings.
  Oid candidateWith(String name, String text) {
    return candidateWith(Map.of(name, text));
  }

  Oid candidateWith(Map<String, String> files) {
    Path index = root.resolve(".git").resolve("scratch-index");
    Path source = root.resolve(".git").resolve("scratch-file");
    withIndex(index, "read-tree", "main");
    files.forEach((name, text) -> {
      write(source, text);
      String blob = git("hash-object", "-w", "--no-filters", source.toString());
      withIndex(
          index,
          "update-index",
          "--add",
          "--replace",
          "--cacheinfo",
          "100644," + blob + "," + name);
    });
    String tree = withIndex(index, "write-tree");
    try {
      Files.deleteIfExists(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Oid(git("commit-tree", tree, "-p", "main", "-m", "Land"));
  }

  private String withIndex(Path index, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-c", "core.hooksPath=/dev/null"));
    all.addAll(List.of(arguments));
    List<String> command = new ArrayList<>(List.of("env", "GIT_INDEX_FILE=" + index, "git"));
    command.addAll(all);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("git " + all + " failed");
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
