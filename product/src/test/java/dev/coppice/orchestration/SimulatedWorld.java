package dev.coppice.orchestration;

import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.Message.Report;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// A world without git and processes: every effect succeeds, unless a module's script says
/// otherwise for its next attempts.
public final class SimulatedWorld {
  /// What one attempt of a module does.
  public enum Deed {
    WORK,
    CRASH,
    LIE,
    ASK,
    /// It runs until it is stopped.
    HANG
  }

  private final Map<ModuleId, Queue<Deed>> scripts = new HashMap<>();
  private final Set<dev.coppice.agent.AttemptId> hanging = new HashSet<>();
  private int commits;

  public SimulatedWorld script(String module, Deed... deeds) {
    scripts.put(new ModuleId(module), new ArrayDeque<>(List.of(deeds)));
    return this;
  }

  /// What the world reports after an effect.
  List<Report> react(Effect effect) {
    return switch (effect) {
      case Effect.CutWorktree cut ->
          List.of(
              new Message.WorktreeReady(
                  cut.agent(),
                  "/repository/.worktrees/" + cut.module().slug(),
                  "module/" + cut.module().slug(),
                  cut.base(),
                  ""));
      case Effect.RebaseWorktree rebase ->
          List.of(new Message.RebaseDone(rebase.agent(), commit(), commit(), List.of()));
      case Effect.StartAttempt(var spec) -> start(spec);
      case Effect.StopAttempt(var attempt, _) ->
          hanging.remove(attempt)
              ? List.of(new Message.AttemptFinished(result(attempt, End.STOPPED, Optional.empty())))
              : List.of();
      case Effect.ObserveTarget _ -> List.of(new Message.TargetSeen("t".repeat(40), "tree-0"));
      case Effect.BuildCandidate build ->
          List.of(new Message.CandidateBuilt(build.landing(), commit(), "tree-" + commits));
      case Effect.AdvanceTarget advance -> List.of(new Message.TargetAdvanced(advance.landing()));
      case Effect.DeleteWorktree(var module, _) ->
          List.of(new Message.WorktreeGone(module, "module/" + module.slug()));
      case Effect.Remember _, Effect.TellRoadmap _ -> List.of();
    };
  }

  private List<Report> start(AttemptSpec spec) {
    return switch (spec) {
      case AttemptSpec.CommandAttempt check ->
          List.of(
              new Message.AttemptFinished(result(check.id(), End.CLAIMED_DONE, Optional.empty())));
      case AttemptSpec.AgentAttempt attempt -> start(attempt);
    };
  }

  private List<Report> start(AttemptSpec.AgentAttempt attempt) {
    Queue<Deed> script = scripts.getOrDefault(attempt.module(), new ArrayDeque<>());
    Deed deed = script.isEmpty() ? Deed.WORK : script.remove();
    var runs = new Message.AttemptRuns(attempt.id(), 4711);
    return switch (deed) {
      case WORK ->
          List.of(
              runs,
              new Message.AttemptFinished(
                  result(
                      attempt.id(),
                      End.CLAIMED_DONE,
                      Optional.of(new AttemptResult.Work(commit(), "tree-" + commits, 2, 30, 4)))));
      case LIE ->
          List.of(
              runs,
              new Message.AttemptFinished(
                  result(
                      attempt.id(),
                      End.CLAIMED_DONE,
                      Optional.of(new AttemptResult.Work(attempt.base(), "tree-0", 0, 0, 0)))));
      case CRASH ->
          List.of(
              runs,
              new Message.AttemptFinished(result(attempt.id(), End.FAILED, Optional.empty())));
      case ASK -> List.of(runs, new Message.AttemptFinished(asked(attempt)));
      case HANG -> {
        hanging.add(attempt.id());
        yield List.of(runs);
      }
    };
  }

  private AttemptResult asked(AttemptSpec.AgentAttempt attempt) {
    return asked(attempt.id(), "Which rounding?", List.of("half-even", "half-up"));
  }

  /// What an attempt that asked and stopped ends with.
  AttemptResult asked(dev.coppice.agent.AttemptId attempt, String question, List<String> options) {
    hanging.remove(attempt);
    return new AttemptResult(
        attempt,
        End.ASKED,
        0,
        null,
        new AttemptResult.Question(question, options),
        null,
        List.of(),
        "thinking about rounding",
        900);
  }

  private static AttemptResult result(
      dev.coppice.agent.AttemptId id, End end, Optional<AttemptResult.Work> work) {
    return new AttemptResult(
        id,
        end,
        end == End.FAILED ? 1 : 0,
        null,
        null,
        work.orElse(null),
        List.of(),
        end == End.FAILED ? "segmentation fault" : "all good",
        1_200);
  }

  private String commit() {
    commits++;
    return "%040x".formatted(commits);
  }
}
