package dev.coppice.rest;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the server has done since it started, in numbers; safe to use from every thread.
public final class Counters {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String OTHER = "other";

  /// Why a request, or a whole connection, was turned away.
  public enum Reason {
    /// Not a name of ours in `Host`.
    HOST,
    /// A page of another origin.
    ORIGIN,
    /// No token, or none of ours.
    TOKEN,
    /// Wrong tokens came too fast.
    GUESSING,
    /// A good token that may not do this.
    SCOPE,
    /// A method nothing here takes.
    METHOD,
    /// HTTP that is malformed or ambiguous.
    MALFORMED,
    /// The line of the request or its headers are too long.
    HEADERS,
    /// The body is too long.
    BODY,
    /// The body is not JSON, or nested too deeply.
    JSON,
    /// Changes came too fast.
    RATE,
    /// Too many requests are being answered.
    BUSY,
    /// Too many streams are open.
    STREAMS,
    /// The headers or the body took too long to arrive.
    SLOW,
    /// The connection was closed to make room for another.
    CROWDED
  }

  /// Requests of one kind.
  ///
  /// @param route the pattern, such as `/api/orchestration/agents/{id}`, never what was asked for
  /// @param time all of them together
  public record Answered(String method, String route, int status, long count, Duration time) {}

  private record Kind(String method, String route, int status) {}

  private record Sum(LongAdder count, LongAdder nanos) {}

  private final Map<Kind, Sum> answered = new ConcurrentHashMap<>();
  private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger answering = new AtomicInteger();

  public Counters() {
    for (Reason reason : Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /// Requests by kind, those of one route together.
  public List<Answered> answered() {
    return answered.entrySet().stream()
        .map(entry ->
            new Answered(
                entry.getKey().method(),
                entry.getKey().route(),
                entry.getKey().status(),
                entry.getValue().count().sum(),
                Duration.ofNanos(entry.getValue().nanos().sum())))
        .sorted(
            Comparator.comparing(Answered::route)
                .thenComparing(Answered::method)
                .thenComparingInt(Answered::status))
        .toList();
  }

  /// How often each reason has turned somebody away; every reason is there.
  public Map<Reason, Long> refused() {
    Map<Reason, Long> sums = new EnumMap<>(Reason.class);
    refused.forEach((reason, sum) -> sums.put(reason, sum.sum()));
    return sums;
  }

  /// Connections open now, streams among them.
  public int connections() {
    return connections.get();
  }

  /// Streams of events open now.
  public int streams() {
    return streams.get();
  }

  /// Requests being answered now, streams not among them.
  public int answering() {
    return answering.get();
  }

  /// @param method as it came; those we do not know count together
  void add(String method, String route, int status, Duration time) {
    String known = METHODS.contains(method) ? method : OTHER;
    Sum sum =
        answered.computeIfAbsent(
            new Kind(known, route, status), _ -> new Sum(new LongAdder(), new LongAdder()));
    sum.count().increment();
    sum.nanos().add(time.toNanos());
  }

  void refuse(Reason reason) {
    refused.getOrDefault(reason, new LongAdder()).increment();
  }

  void connections(int change) {
    connections.addAndGet(change);
  }

  void streams(int change) {
    streams.addAndGet(change);
  }

  void answering(int change) {
    answering.addAndGet(change);
  }
}
