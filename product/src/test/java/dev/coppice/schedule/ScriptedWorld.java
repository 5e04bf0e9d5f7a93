package dev.coppice.schedule;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.CheckDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The world beyond the orchestrator, as git and processes would be: it outlives every owner. While
/// it is wild, anything that can go wrong does now and then; calm, everything succeeds.
final class ScriptedWorld {
  /// One attempt that was started, for ever known by its id.
  static final class Started {
    final AttemptSpec spec;
    boolean stopAsked;
    @Nullable AttemptResult result;

    Started(AttemptSpec spec) {
      this.spec = spec;
    }

    boolean runs() {
      return result == null;
    }

    @Nullable ModuleId module() {
      return switch (spec) {
        case AgentAttempt attempt -> attempt.module();
        case CommandAttempt command -> command.module();
      };
    }
  }

  final TreeRepository git = new TreeRepository(Map.of("README", "first"));
  final Map<AttemptId, Started> processes = new LinkedHashMap<>();
  final List<String> broken = new ArrayList<>();
  private final Map<ModuleId, String> branches = new TreeMap<>();
  private final Set<String> seenGreen = new HashSet<>();
  private final Random random;
  private boolean wild = true;

  ScriptedWorld(Random random) {
    this.random = random;
  }

  boolean isWild() {
    return wild;
  }

  void calm() {
    wild = false;
    git.mend();
  }

  private boolean badLuck(int percent) {
    return wild && random.nextInt(100) < percent;
  }

  /// The tip of a module's branch, where there is one.
  Optional<String> tip(ModuleId module) {
    return Optional.ofNullable(branches.get(module));
  }

  /// Carries an effect out; what comes of it at once.
  List<Message> carryOut(Effect effect, List<CheckDefinition> checks) {
    return switch (effect) {
      case Effect.CutWorktree cut -> List.of(cut(cut));
      case Effect.RebaseWorktree rebase -> List.of(rebase(rebase));
      case Effect.StartAttempt(var spec) -> start(spec);
      case Effect.StopAttempt(var attempt, _) -> {
        Started process = processes.get(attempt);
        if (process != null) {
          process.stopAsked = true;
        }
        yield List.of();
      }
      case Effect.ObserveTarget _ -> List.of(observed());
      case Effect.BuildCandidate build -> List.of(build(build));
      case Effect.AdvanceTarget advance -> List.of(advance(advance, checks));
      case Effect.DeleteWorktree(var module, _) -> {
        branches.remove(module);
        yield List.of(new Message.WorktreeGone(module, "module/" + module));
      }
      case Effect.Remember _, Effect.TellRoadmap _ -> List.of();
    };
  }

  Message observed() {
    return new Message.TargetSeen(git.target(), git.treeId(git.target()));
  }

  private Message cut(Effect.CutWorktree cut) {
    if (badLuck(6)) {
      return new Message.WorktreeFailed(cut.agent(), worktreeFailure());
    }
    String tip = cut.fresh() ? cut.base() : branches.getOrDefault(cut.module(), cut.base());
    branches.put(cut.module(), tip);
    return new Message.WorktreeReady(
        cut.agent(), "/w/" + cut.module(), "module/" + cut.module(), tip, "");
  }

  private Failure worktreeFailure() {
    return switch (random.nextInt(4)) {
      case 0 -> Failure.of(FailureCause.NETWORK, "fetch", "No network.", "");
      case 1 -> Failure.of(FailureCause.AUTH, "login", "Not logged in.", "");
      default -> Failure.of(FailureCause.WORKTREE, "io", "No worktree.", "");
    };
  }

  private Message rebase(Effect.RebaseWorktree rebase) {
    String tip = branches.get(rebase.module());
    if (tip == null || badLuck(10)) {
      return new Message.WorktreeFailed(rebase.agent(), worktreeFailure());
    }
    TreeRepository.Merge merge = git.merge(git.target(), tip);
    String rebased = git.commit(List.of(git.target()), merge.tree(), "rebased " + tip);
    branches.put(rebase.module(), rebased);
    return new Message.RebaseDone(rebase.agent(), rebased, git.target(), merge.conflicts());
  }

  private List<Message> start(AttemptSpec spec) {
    Started known = processes.get(spec.id());
    if (known != null) {
      return known.result == null
          ? List.of(new Message.AttemptRuns(spec.id(), 7))
          : List.of(new Message.AttemptFinished(known.result));
    }
    var process = new Started(spec);
    tenancy(process);
    processes.put(spec.id(), process);
    return List.of(new Message.AttemptRuns(spec.id(), 7));
  }

  /// One tenant a worktree; the landing worktree is one too.
  private void tenancy(Started started) {
    processes.values().stream()
        .filter(Started::runs)
        .filter(other -> java.util.Objects.equals(other.module(), started.module()))
        .filter(other -> !other.stopAsked || !isAbandoned(other))
        .forEach(other ->
            broken.add("%s started beside %s".formatted(started.spec.id(), other.spec.id())));
  }

  private final Set<AttemptId> abandoned = new HashSet<>();

  private boolean isAbandoned(Started process) {
    return abandoned.contains(process.spec.id());
  }

  /// What a new owner does with processes whose end the log has already.
  void stopStrays(Set<AttemptId> wanted) {
    for (Started process : processes.values()) {
      if (process.runs() && !wanted.contains(process.spec.id())) {
        process.stopAsked = true;
        abandoned.add(process.spec.id());
      }
    }
  }

  List<Started> running() {
    return processes.values().stream().filter(Started::runs).toList();
  }

  /// Ends a process in one of the ways it can end.
  AttemptResult end(Started process) {
    AttemptResult result =
        switch (process.spec) {
          case AgentAttempt attempt -> agentEnd(attempt, process.stopAsked);
          case CommandAttempt command -> commandEnd(command, process.stopAsked);
        };
    process.result = result;
    return result;
  }

  private AttemptResult commandEnd(CommandAttempt command, boolean stopped) {
    if (stopped && random.nextInt(10) > 0) {
      return result(command.id(), End.STOPPED, null, List.of());
    }
    if (badLuck(6)) {
      End[] ends = {
        End.LOST, End.DEADLINE, End.MISSING_BINARY, End.NOT_STARTED, End.FAILED, End.OUTPUT_FLOOD
      };
      return result(command.id(), ends[random.nextInt(ends.length)], null, List.of());
    }
    boolean setup = command.name().startsWith("setup");
    boolean green = setup || TreeRepository.isGreen(command.name(), git.tree(command.commit()));
    if (green && command.module() == null) {
      seenGreen.add(git.treeId(command.commit()) + " " + command.name());
    }
    return result(command.id(), green ? End.CLAIMED_DONE : End.FAILED, null, List.of());
  }

  private AttemptResult agentEnd(AgentAttempt attempt, boolean stopped) {
    if (stopped) {
      return result(attempt.id(), End.STOPPED, work(attempt, "half done"), List.of());
    }
    int luck = wild ? random.nextInt(100) : 0;
    if (luck < 55) {
      return result(
          attempt.id(), End.CLAIMED_DONE, work(attempt, "ok " + attempt.id()), attempt.wanted());
    }
    if (luck < 65) {
      return result(
          attempt.id(), End.CLAIMED_DONE, work(attempt, "red " + attempt.id()), attempt.wanted());
    }
    if (luck < 72) {
      return result(attempt.id(), End.CLAIMED_DONE, unchanged(attempt), List.of());
    }
    End[] ends = {
      End.ASKED,
      End.FAILED,
      End.IDLE,
      End.DEADLINE,
      End.LOST,
      End.OUTPUT_FLOOD,
      End.MISSING_BINARY,
      End.NOT_STARTED,
      End.FAILED
    };
    return result(attempt.id(), ends[random.nextInt(ends.length)], null, List.of());
  }

  private AttemptResult.Work unchanged(AgentAttempt attempt) {
    String tip = branches.getOrDefault(attempt.module(), attempt.base());
    return new AttemptResult.Work(tip, git.treeId(tip), 0, 0, 0);
  }

  private AttemptResult.Work work(AgentAttempt attempt, String content) {
    String tip = branches.getOrDefault(attempt.module(), attempt.base());
    Map<String, String> tree = new TreeMap<>(git.tree(tip));
    tree.replaceAll((path, it) -> it.startsWith("conflict") ? content : it);
    tree.put("src/" + attempt.module(), content);
    if (badLuck(20)) {
      tree.put("shared", content);
    }
    String commit = git.commit(List.of(tip), tree, attempt.id().value());
    branches.put(attempt.module(), commit);
    return new AttemptResult.Work(commit, git.treeId(commit), 1, 1, 0);
  }

  private static AttemptResult result(
      AttemptId id, End end, AttemptResult.@Nullable Work work, List<String> delivered) {
    AttemptResult.Question question =
        end == End.ASKED ? new AttemptResult.Question("Which?", List.of("a", "b")) : null;
    Integer code = end == End.CLAIMED_DONE ? Integer.valueOf(0) : Integer.valueOf(1);
    return new AttemptResult(id, end, code, null, question, work, delivered, "the end", 5);
  }

  private Message build(Effect.BuildCandidate build) {
    if (badLuck(5)) {
      return new Message.LandingBroke(build.landing(), "the disk is slow");
    }
    if (git.isAncestor(build.commit(), build.target())) {
      return new Message.CandidateEmpty(build.landing());
    }
    TreeRepository.Merge merge = git.merge(build.target(), build.commit());
    if (!merge.conflicts().isEmpty()) {
      return new Message.CandidateConflicts(build.landing(), merge.conflicts(), "both changed it");
    }
    String candidate =
        git.commit(List.of(build.target(), build.commit()), merge.tree(), "at " + build.at());
    return new Message.CandidateBuilt(build.landing(), candidate, git.treeId(candidate));
  }

  private Message advance(Effect.AdvanceTarget advance, List<CheckDefinition> checks) {
    if (badLuck(10)) {
      return new Message.AdvanceBlocked(advance.landing(), "edits in the way", List.of("a"));
    }
    if (git.move(advance.target(), advance.candidate())) {
      String tree = git.treeId(advance.candidate());
      for (CheckDefinition check : checks) {
        if (!seenGreen.contains(tree + " " + check.name())) {
          broken.add("I5: %s moved the target, %s unseen".formatted(advance.landing(), check));
        }
      }
      return badLuck(5)
          ? new Message.LandingBroke(advance.landing(), "the sync was cut off")
          : new Message.TargetAdvanced(advance.landing());
    }
    if (random.nextBoolean() && git.isAncestor(advance.candidate(), git.target())) {
      return new Message.TargetAdvanced(advance.landing());
    }
    return new Message.TargetMoved(advance.landing(), git.target(), git.treeId(git.target()));
  }
}
