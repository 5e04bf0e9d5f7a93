package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.event.Redaction;
import dev.coppice.execution.AttemptListener;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.Running;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Carries what attempts show into the mailbox: ends as reports, progress as what is only shown.
final class AttemptReports implements AttemptListener {
  private final Mailbox mailbox;
  private final Redaction redaction;
  private final InstantSource clock;

  AttemptReports(Mailbox mailbox, Redaction redaction, InstantSource clock) {
    this.mailbox = mailbox;
    this.redaction = redaction;
    this.clock = clock;
  }

  @Override
  public void started(AttemptId attempt, long pid) {
    if (mailbox.snapshot().state().running().get(attempt) instanceof Running.OfAgent(var agent)) {
      // What the attempt before it said of itself is no longer true.
      var _ = mailbox.note(live -> live.minus(agent));
    }
    var _ = mailbox.post(new Message.AttemptRuns(attempt, pid));
  }

  @Override
  public void progressed(
      AttemptId attempt, int percent, @Nullable String phase, @Nullable String note) {
    if (mailbox.snapshot().state().running().get(attempt) instanceof Running.OfAgent(var agent)) {
      var _ = show(agent, percent, phase, note);
    }
  }

  /// Shows an agent's progress; a negative percentage and absent texts leave what was shown. The
  /// answer comes when readers see it.
  CompletableFuture<Boolean> show(
      AgentId agent, int percent, @Nullable String phase, @Nullable String note) {
    Instant now = clock.instant();
    @Nullable String saidPhase = redaction.redactOrNull(phase);
    @Nullable String saidNote = redaction.redactOrNull(note);
    return mailbox.note(live -> {
      LiveProgress before = live.getOrDefault(agent, new LiveProgress(0, null, null, now, now));
      return live.plus(
          agent,
          new LiveProgress(
              percent < 0 ? before.percent() : percent,
              saidPhase == null ? before.phase() : saidPhase,
              saidNote == null ? before.note() : saidNote,
              now,
              now));
    });
  }

  @Override
  public void ended(AttemptResult result) {
    var _ = mailbox.post(new Message.AttemptFinished(result));
  }
}
