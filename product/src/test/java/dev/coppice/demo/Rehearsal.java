package dev.coppice.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings scripted modules to main with real git, judging only by what it finds: the shortest
/// orchestrator that can play the demo.
final class Rehearsal {
  private static final int TRIES = 6;

  private final DemoFiles files;
  private final String answer;
  private final Map<String, String> bases = new HashMap<>();
  private String lastCheck = "";

  /// @param answer what the person says to every question
  Rehearsal(DemoFiles files, String answer) {
    this.files = files;
    this.answer = answer;
  }

  /// A worktree for the module, from main as it is now.
  Path cut(String module) {
    Path worktree = worktree(module);
    git(files.repository(), "worktree", "add", "-q", "--detach", worktree.toString(), "main");
    bases.put(module, git(worktree, "rev-parse", "HEAD"));
    return worktree;
  }

  /// What became of each try, the last of which is `landed`.
  List<String> bring(String module) {
    Path worktree = bases.containsKey(module) ? worktree(module) : cut(module);
    List<String> history = new ArrayList<>();
    String prompt = "";
    int generation = 1;
    while (history.size() < TRIES && !history.contains("landed")) {
      var attempt = new ScriptedAttempt(module, history.size() + 1, generation, prompt);
      ScriptedAttempt.Ended ended = attempt.runIn(worktree, files);
      if (ended.exit() != 0) {
        if (history.contains("crashed")) {
          generation++;
          git(worktree, "reset", "-q", "--hard", "main");
          git(worktree, "clean", "-fdq");
        }
        history.add("crashed");
        prompt = "it crashed with " + ended.exit();
      } else if (ended.reported("blocker")) {
        history.add("asked");
        prompt = "What a person decided:\n1. " + answer + "\n";
      } else if (!committed(module, worktree)) {
        history.add("unchanged");
        prompt = "It claimed to be done and changed nothing.";
      } else {
        prompt = land(worktree, history);
      }
    }
    return history;
  }

  /// What the newest check printed, whatever module it was for.
  String lastCheck() {
    return lastCheck;
  }

  /// Merges, checks the merged tree, moves main. Returns what the next try must know.
  private String land(Path worktree, List<String> history) {
    String commit = git(worktree, "rev-parse", "HEAD");
    if (Command.run(worktree, "git", "merge", "-q", "--no-edit", "main").exit() != 0) {
      git(worktree, "merge", "--abort");
      git(worktree, "checkout", "-q", "--detach", "main");
      Command.run(worktree, "git", "merge", "-q", "--squash", commit);
      history.add("conflict");
      return "conflict in " + git(worktree, "diff", "--name-only", "--diff-filter=U");
    }
    Command.Outcome check = Command.run(worktree, "./test.sh");
    lastCheck = check.output();
    if (check.exit() != 0) {
      history.add("red");
      return check.output();
    }
    String merged = git(worktree, "rev-parse", "HEAD");
    git(files.repository(), "merge", "-q", "--ff-only", merged);
    history.add("landed");
    return "";
  }

  private boolean committed(String module, Path worktree) {
    git(worktree, "add", "-A");
    if (!git(worktree, "status", "--porcelain").isEmpty()) {
      git(worktree, "commit", "-q", "-m", "Work on " + module);
    }
    return !git(worktree, "rev-parse", "HEAD").equals(bases.get(module));
  }

  private Path worktree(String module) {
    return files.agent().resolveSibling("worktrees").resolve(module);
  }

  private static String git(Path folder, String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return Command.outputOf(folder, command.toArray(String[]::new));
  }
}
