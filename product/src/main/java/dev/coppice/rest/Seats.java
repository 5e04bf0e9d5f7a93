package dev.coppice.rest;

import dev.coppice.store.Caller;
import java.util.HashMap;
import java.util.Map;

/// How many answers are under way at once, and whose. One token of lesser scope has at most a
/// quarter of the seats, all of them together three quarters.
final class Seats {
  private final int most;
  private final Counters counters;
  private final Map<String, Integer> lesser = new HashMap<>();
  private int taken;
  private int takenByLesser;

  Seats(int most, Counters counters) {
    this.most = most;
    this.counters = counters;
  }

  /// @return whether there was one left; then [#leave] gives it back
  synchronized boolean take(Caller caller) {
    if (taken >= most) {
      return false;
    }
    if (!(caller instanceof Caller.Admin)) {
      int own = lesser.getOrDefault(caller.fingerprint(), 0);
      if (own >= most / 4 || takenByLesser >= most * 3 / 4) {
        return false;
      }
      lesser.put(caller.fingerprint(), own + 1);
      takenByLesser++;
    }
    taken++;
    counters.answering(1);
    return true;
  }

  synchronized void leave(Caller caller) {
    if (!(caller instanceof Caller.Admin)) {
      lesser.computeIfPresent(
          caller.fingerprint(), (_, own) -> own == 1 ? null : Integer.valueOf(own - 1));
      takenByLesser--;
    }
    taken--;
    counters.answering(-1);
  }
}
