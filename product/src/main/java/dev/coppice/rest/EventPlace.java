package dev.coppice.rest;

import dev.coppice.event.OrchestrationEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a reader of the stream is: behind the `index`th of the events that one logged fact is
/// published as. Written `812.1-3fa9c1d2`, where the last part tells one log from another; `812`
/// and `812-3fa9c1d2` are behind all of them.
///
/// @param seq of the fact in the log
/// @param index from 1; [#ALL] = behind the last
/// @param log the beginning of the orchestrator's id, empty when the reader did not say
record EventPlace(long seq, int index, String log) {
  static final int ALL = Integer.MAX_VALUE;
  static final EventPlace BEGINNING = new EventPlace(0, ALL, "");
  private static final int LOG_LENGTH = 8;
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?(?:-([0-9a-f]{" + LOG_LENGTH + "}))?");

  /// @throws ApiException 400 if it is not the id of an event of the stream
  static EventPlace read(String name, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw ApiException.invalid(
          name + " is not the id of an event of this stream.",
          "Send the id of the last event you have, such as 812.1, or 0 for everything.");
    }
    return new EventPlace(
        Long.parseLong(form.group(1)),
        form.group(2) == null ? ALL : Integer.parseInt(form.group(2)),
        form.group(3) == null ? "" : form.group(3));
  }

  static EventPlace behind(long seq, String orchestratorId) {
    return new EventPlace(seq, ALL, log(orchestratorId));
  }

  /// The place right behind this event, the `index`th of its fact.
  static EventPlace of(OrchestrationEvent event, int index) {
    return new EventPlace(event.seq(), index, log(event.orchestratorId()));
  }

  static String log(String orchestratorId) {
    return orchestratorId.length() < LOG_LENGTH ? "" : orchestratorId.substring(0, LOG_LENGTH);
  }

  /// Where to read on: behind this fact, or at it, where only some of its events were read.
  long readFrom() {
    return index == ALL ? seq : seq - 1;
  }

  /// Whether the `other` is at or before this one.
  boolean covers(long otherSeq, int otherIndex) {
    return otherSeq < seq || (otherSeq == seq && otherIndex <= index);
  }

  /// Whether this can be a place in the log of that orchestrator, which ends at `lastSeq`.
  boolean isIn(String orchestratorId, long lastSeq) {
    return seq <= lastSeq && (log.isEmpty() || log.equals(log(orchestratorId)));
  }

  @Override
  public String toString() {
    return seq + (index == ALL ? "" : "." + index) + (log.isEmpty() ? "" : "-" + log);
  }
}
