package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.agent.AttemptId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Remembers what it heard of one attempt, and whether the promises of a listener were kept.
final class RecordingListener implements RunListener {
  final List<String> out = Collections.synchronizedList(new ArrayList<>());
  final List<String> err = Collections.synchronizedList(new ArrayList<>());
  final List<ReportLine> reports = Collections.synchronizedList(new ArrayList<>());
  final List<RunOffsets> offsets = Collections.synchronizedList(new ArrayList<>());
  final List<RunEnd> ends = Collections.synchronizedList(new ArrayList<>());
  final List<Long> pids = Collections.synchronizedList(new ArrayList<>());
  final List<String> broken = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger inside = new AtomicInteger();

  @Override
  public void started(AttemptId id, long pid) {
    heard(() -> pids.add(pid));
  }

  @Override
  public void output(AttemptId id, Stream stream, String line) {
    heard(() -> (stream == Stream.OUT ? out : err).add(line));
  }

  @Override
  public void report(AttemptId id, ReportLine line) {
    heard(() -> reports.add(line));
  }

  @Override
  public void delivered(AttemptId id, RunOffsets upTo) {
    heard(() -> offsets.add(upTo));
  }

  @Override
  public void ended(AttemptId id, RunEnd end) {
    heard(() -> ends.add(end));
  }

  private void heard(Runnable call) {
    if (inside.incrementAndGet() > 1) {
      broken.add("two calls at the same time");
    }
    if (!ends.isEmpty()) {
      broken.add("a call after the end");
    }
    call.run();
    inside.decrementAndGet();
  }

  long awaitPid() {
    await().atMost(Duration.ofSeconds(10)).until(() -> !pids.isEmpty());
    return pids.getFirst();
  }

  RunEnd awaitEnd() {
    return awaitEnd(Duration.ofSeconds(15));
  }

  RunEnd awaitEnd(Duration limit) {
    await().atMost(limit).pollInterval(Duration.ofMillis(10)).until(() -> !ends.isEmpty());
    assertThat(broken).isEmpty();
    assertThat(ends).hasSize(1);
    return ends.getFirst();
  }

  void awaitOut(String line) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> out.contains(line));
  }
}
