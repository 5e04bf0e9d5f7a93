package dev.coppice.schedule;

import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.Question;
import dev.coppice.agent.Failure;
import dev.coppice.event.Redaction;
import dev.coppice.roadmap.BrainstormIdea;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.roadmap.RoadmapUpdate;
import org.jspecify.annotations.Nullable;

/// Leaves secrets out of what reaches the mailbox, so that none gets into an event, a prompt or a
/// view: all of these are made of messages. Ids, paths and object ids stay as they are, and so do
/// the commands of checks, which are run from there.
public final class MessageRedaction {
  private MessageRedaction() {}

  /// The message without secrets.
  public static Message redact(Message message, Redaction redaction) {
    return switch (message) {
      case Message.Command command -> redact(command, redaction);
      case Message.Report report -> redact(report, redaction);
    };
  }

  private static Message redact(Message.Command command, Redaction redaction) {
    return switch (command) {
      case Message.Open open ->
          new Message.Open(
              open.systemId(),
              open.systemPath(),
              open.target(),
              open.worktreesPath(),
              open.settings(),
              redact(open.roadmap(), redaction),
              open.autopilot());
      case Message.Spawn(var module, var loop, var scope, var retries) ->
          new Message.Spawn(module, loop, redaction.redactOrNull(scope), retries);
      case Message.ClaimFailed(var agent, var why) ->
          new Message.ClaimFailed(agent, redaction.redact(why));
      case Message.ClaimBlocked(var agent, var why) ->
          new Message.ClaimBlocked(agent, redaction.redact(why));
      case Message.Answer(var inbox, var answer, var by) ->
          new Message.Answer(inbox, redaction.redact(answer), redaction.redact(by));
      case Message.Land(var module, var by) -> new Message.Land(module, redaction.redact(by));
      case Message.ReadAgain(var settings, var roadmap) ->
          new Message.ReadAgain(settings, redact(roadmap, redaction));
      case Message.RunCycle _,
          Message.Pause _,
          Message.Resume _,
          Message.Shutdown _,
          Message.StopOwner _,
          Message.Terminate _,
          Message.ClaimDone _,
          Message.UseWorktree _,
          Message.LandBranch _ ->
          command;
    };
  }

  private static Message redact(Message.Report report, Redaction redaction) {
    return switch (report) {
      case Message.WorktreeReady(var agent, var path, var branch, var head, var memory) ->
          new Message.WorktreeReady(agent, path, branch, head, redaction.redact(memory));
      case Message.WorktreeFailed(var agent, var failure) ->
          new Message.WorktreeFailed(agent, redact(failure, redaction));
      case Message.AttemptFinished(var result) ->
          new Message.AttemptFinished(redact(result, redaction));
      case Message.CandidateConflicts(var landing, var paths, var detail) ->
          new Message.CandidateConflicts(landing, paths, redaction.redact(detail));
      case Message.AdvanceBlocked(var landing, var reason, var paths) ->
          new Message.AdvanceBlocked(landing, redaction.redact(reason), paths);
      case Message.LandingBroke(var landing, var why) ->
          new Message.LandingBroke(landing, redaction.redact(why));
      case Message.LandedBefore _,
          Message.Tick _,
          Message.TargetSeen _,
          Message.RebaseDone _,
          Message.AttemptRuns _,
          Message.CandidateBuilt _,
          Message.CandidateEmpty _,
          Message.TargetAdvanced _,
          Message.TargetMoved _,
          Message.WorktreeGone _ ->
          report;
    };
  }

  private static AttemptResult redact(AttemptResult result, Redaction redaction) {
    return new AttemptResult(
        result.id(),
        result.end(),
        result.exitCode(),
        redaction.redactOrNull(result.claim()),
        redact(result.question(), redaction),
        result.work(),
        redaction.redact(result.delivered()),
        redaction.redact(result.tail()),
        result.milliseconds());
  }

  private static @Nullable Question redact(@Nullable Question question, Redaction redaction) {
    return question == null
        ? null
        : new Question(redaction.redact(question.text()), redaction.redact(question.options()));
  }

  private static Failure redact(Failure failure, Redaction redaction) {
    return new Failure(
        failure.cause(),
        redaction.redact(failure.summary()),
        redaction.redact(failure.fingerprint()),
        redaction.redact(failure.evidence()),
        failure.paths(),
        failure.at());
  }

  /// The roadmap without secrets in what it says about its modules; their ids and names stay.
  public static Roadmap redact(Roadmap roadmap, Redaction redaction) {
    return new Roadmap(
        roadmap.system(),
        redaction.redact(roadmap.dreamState()),
        roadmap.modules().stream().map(module -> redact(module, redaction)).toList(),
        roadmap.updates().stream().map(update -> redact(update, redaction)).toList(),
        roadmap.brainstorm().stream()
            .map(idea ->
                new BrainstormIdea(
                    redaction.redact(idea.idea()), redaction.redactOrNull(idea.notes())))
            .toList());
  }

  private static RoadmapModule redact(RoadmapModule module, Redaction redaction) {
    String description = redaction.redact(module.description());
    return description.equals(module.description())
        ? module
        : new RoadmapModule(
            module.id(),
            module.name(),
            description,
            module.layer(),
            module.status(),
            module.dependsOn(),
            module.unlocks(),
            module.line());
  }

  private static RoadmapUpdate redact(RoadmapUpdate update, Redaction redaction) {
    return new RoadmapUpdate(
        update.id(),
        update.target(),
        redaction.redact(update.description()),
        update.priority(),
        update.status());
  }
}
