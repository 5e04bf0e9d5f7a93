package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptResult.Question;
import dev.coppice.event.RedactedStream;
import dev.coppice.event.Redaction;
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
  private final Redaction redaction;
  private final RedactedStream out;
  private final RedactedStream err;
  private final Tail tail = new Tail();
  private @Nullable String claim;
  private @Nullable Question question;
  private @Nullable Integer exitCode;
  private Instant lastNote = Instant.EPOCH;

  Watched(AttemptListener listener, Redaction redaction, InstantSource clock, Finish finish) {
    this.redaction = redaction;
    this.out = redaction.stream();
    this.err = redaction.stream();
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
    tail.add((stream == Stream.OUT ? out : err).line(Tail.plain(line)));
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
          listener.progressed(id, percent, clean(phase), clean(note));
      case ReportLine.Blocker(var text, var options) ->
          question =
              new Question(
                  redaction.redact(text), options == null ? List.of() : redaction.redact(options));
      case ReportLine.Note(var text) -> listener.progressed(id, -1, null, redaction.redact(text));
      case ReportLine.Done(var summary) -> {
        claim = summary == null ? "done" : redaction.redact(summary);
        question = null;
      }
      case ReportLine.Unreadable(var text, var why) ->
          say("(unreadable report line: %s: %s)".formatted(why, text));
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
        say(why);
        yield End.LOST;
      }
      case RunEnd.SpawnFailed(var why, var missing) -> {
        say(why);
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
    tail.add(redaction.redact(line));
  }

  private @Nullable String clean(@Nullable String text) {
    return redaction.redactOrNull(text);
  }

  @Nullable String claim() {
    return claim;
  }
}
