package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what an attempt writes to its listener, in pieces of bounded size. One thread at a time.
final class RunOutput {
  private static final Logger LOG = LoggerFactory.getLogger(RunOutput.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /// What is read of one file in one go, so that a flood holds up nobody else.
  private static final long TURN_BYTES = 1 << 20;

  private final AttemptId id;
  private final RunListener listener;
  private final LineTail out;
  private final LineTail err;
  private final LineTail report;
  private volatile boolean muted;

  RunOutput(RunDirectory directory, RunOffsets from, RunListener listener) {
    this.id = directory.id();
    this.listener = listener;
    this.out = new LineTail(directory.file("out.log"), from.out());
    this.err = new LineTail(directory.file("err.log"), from.err());
    this.report = new LineTail(directory.file("report.jsonl"), from.report());
  }

  /// True when something new stands in the files.
  boolean look() throws IOException {
    boolean some = out.look();
    some |= err.look();
    some |= report.look();
    return some;
  }

  /// Delivers what the last look found, a bounded part of it. True when there is more.
  boolean read() throws IOException {
    RunOffsets before = offsets();
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean more = out.read(buffer, TURN_BYTES, this::tellOut);
    more |= err.read(buffer, TURN_BYTES, this::tellErr);
    more |= report.read(buffer, TURN_BYTES, this::tellReport);
    if (!offsets().equals(before)) {
      tell(() -> listener.delivered(id, offsets()));
    }
    return more;
  }

  /// Delivers the unfinished last lines.
  void finish() {
    RunOffsets before = offsets();
    out.flush(this::tellOut);
    err.flush(this::tellErr);
    report.flush(this::tellReport);
    if (!offsets().equals(before)) {
      tell(() -> listener.delivered(id, offsets()));
    }
  }

  /// Nothing beyond this many bytes of each file is delivered any more.
  void stopAt(long bytes) {
    out.stopAt(bytes);
    err.stopAt(bytes);
    report.stopAt(bytes);
  }

  /// The size of everything written, at the last look.
  long size() {
    return out.size() + err.size() + report.size();
  }

  /// Calls the listener, whose failure is its own.
  void tell(Runnable call) {
    if (muted) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("the listener of attempt {} failed", id, e);
    }
  }

  /// The listener is not called any more.
  void mute() {
    muted = true;
  }

  private RunOffsets offsets() {
    return new RunOffsets(out.offset(), err.offset(), report.offset());
  }

  private void tellOut(String text, boolean cut) {
    tell(() -> listener.output(id, Stream.OUT, text));
  }

  private void tellErr(String text, boolean cut) {
    tell(() -> listener.output(id, Stream.ERR, text));
  }

  private void tellReport(String text, boolean cut) {
    if (text.isBlank()) {
      return;
    }
    ReportLine line =
        cut
            ? new ReportLine.Unreadable(text, "it is longer than 64 KiB")
            : ReportParser.parse(text);
    tell(() -> listener.report(id, line));
  }
}
