package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptResult.Question;
import dev.coppice.runner.ReportLine;
import dev.coppice.runner.RunEnd;
import dev.coppice.runner.RunListener;
import dev.coppice.runner.Stream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Hears one attempt's process and gathers what it says into a result. What it says about itself
/// stays a claim.
final class Watched implements RunListener {
  /// Completes a result with what we can see ourselves: the commit and the documents.
  interface Finish extends BiFunction<End, Watched, AttemptResult> {}

  private static final Duration QUIET = Duration.ofMillis(500);

  private final AttemptListener listener;
  private final InstantSource clock;
  private final Instant began;
  private final Finish finish;
  private final Tail tail = new Tail();
  private @Nullable String claim;
  private @Nullable Question question;
  private @Nullable Integer exitCode;
  private Instant lastNote = Instant.EPOCH;

  Watched(AttemptListener listener, InstantSource clock, Finish finish) {
    this.listener = listener;
    this.clock = clock;
    this.began = clock.instant();
    this.finish = finish;
  }

  @Override
  public void started(AttemptId id, long pid) {
    listener.started(id, pid);
  }

  @Override
  public void output(AttemptId id, Stream stream, String line) {
    tail.add(line);
    Instant now = clock.instant();
    if (Duration.between(lastNote, now).compareTo(QUIET) > 0) {
      lastNote = now;
      listener.progressed(id, -1, null, null);
    }
  }

  @Override
  public void report(AttemptId id, ReportLine line) {
    switch (line) {
      case ReportLine.Progress(var percent, var phase, var note) ->
          listener.progressed(id, percent, phase, note);
      case ReportLine.Blocker(var text, var options) ->
          question = new Question(text, options == null ? List.of() : options);
      case ReportLine.Note(var text) -> listener.progressed(id, -1, null, text);
      case ReportLine.Done(var summary) -> {
        claim = summary == null ? "done" : summary;
        question = null;
      }
      case ReportLine.Unreadable(var text, var why) ->
          tail.add("(unreadable report line: %s: %s)".formatted(why, text));
    }
  }

  @Override
  public void ended(AttemptId id, RunEnd end) {
    listener.ended(finish.apply(read(end), this));
  }

  private End read(RunEnd end) {
    return switch (end) {
      case RunEnd.Exited(var code) -> {
        exitCode = code;
        yield code != 0 ? End.FAILED : question != null ? End.ASKED : End.CLAIMED_DONE;
      }
      case RunEnd.Stopped(var reason, var code) -> {
        exitCode = code;
        yield switch (reason) {
          // Nobody owned it: not its fault, so it starts again like one that was stopped.
          case TERMINATED, SHUTDOWN, LEASE_EXPIRED -> End.STOPPED;
          case DEADLINE -> End.DEADLINE;
          case IDLE -> End.IDLE;
          case OUTPUT_FLOOD -> End.OUTPUT_FLOOD;
        };
      }
      case RunEnd.Lost(var why) -> {
        tail.add(why);
        yield End.LOST;
      }
      case RunEnd.SpawnFailed(var why, var missing) -> {
        tail.add(why);
        yield missing ? End.MISSING_BINARY : End.NOT_STARTED;
      }
    };
  }

  AttemptResult result(
      AttemptId id, End end, AttemptResult.@Nullable Work work, List<String> delivered) {
    return new AttemptResult(
        id,
        end,
        exitCode,
        claim,
        question,
        work,
        delivered,
        tail.text(),
        Duration.between(began, clock.instant()).toMillis());
  }

  void say(String line) {
    tail.add(line);
  }

  @Nullable String claim() {
    return claim;
  }
}
