package dev.coppice.rest;

import dev.coppice.store.AnswerFile.Line;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The requests of some callers that carried a key: so many, and so many bytes of answers, at most.
final class KnownRequests {
  private static final long MOST_BYTES = 16L << 20;

  private final int most;
  private final Map<String, Known> byId = new LinkedHashMap<>();
  private long bytes;

  /// @param most how many are known at once
  KnownRequests(int most) {
    this.most = most;
  }

  /// Adds one that has just come, unless its key is known since `oldest` already.
  ///
  /// @return what is known under its key
  synchronized Optional<Known> addOrFind(Known fresh, Instant oldest) {
    forgetBefore(oldest);
    Known known = byId.get(fresh.id());
    if (known == null) {
      byId.put(fresh.id(), fresh);
      makeRoom();
    }
    return Optional.ofNullable(known);
  }

  /// Its answer stays.
  synchronized void keep(Known known, Answer answer) {
    if (byId.get(known.id()) == known) {
      bytes += answer.body().length();
      makeRoom();
    }
  }

  /// As if it had never come.
  synchronized void forget(Known known) {
    byId.remove(known.id(), known);
  }

  /// Knows what an owner before us wrote down.
  synchronized void recall(Line line) {
    Known before = byId.get(line.id());
    if (before != null && isUnderWay(before)) {
      return;
    }
    if (before != null) {
      bytes -= length(before);
      byId.remove(line.id());
    }
    Integer status = line.status();
    if (status == null || status != 0) {
      Known known = Known.of(line);
      byId.put(known.id(), known);
      bytes += length(known);
      makeRoom();
    }
  }

  /// All of them, oldest first.
  synchronized List<Line> lines() {
    return byId.values().stream().map(Known::line).toList();
  }

  private void forgetBefore(Instant oldest) {
    Iterator<Known> all = byId.values().iterator();
    while (all.hasNext()) {
      Known known = all.next();
      if (known.at().isAfter(oldest)) {
        return;
      }
      bytes -= length(known);
      all.remove();
    }
  }

  /// The oldest go first, but none that is under way: its repetition would be carried out again.
  private void makeRoom() {
    Iterator<Known> all = byId.values().iterator();
    while (all.hasNext() && (byId.size() > most || bytes > MOST_BYTES)) {
      Known known = all.next();
      if (!isUnderWay(known)) {
        bytes -= length(known);
        all.remove();
      }
    }
  }

  private static boolean isUnderWay(Known known) {
    return !known.isLost() && !known.answer().isDone();
  }

  private static int length(Known known) {
    Answer answer = known.answer().getNow(null);
    return answer == null ? 0 : answer.body().length();
  }
}
