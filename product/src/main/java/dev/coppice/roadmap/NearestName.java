package dev.coppice.roadmap;

import java.util.Collection;
import java.util.Optional;

/// Guesses which module was meant by a name that is none.
final class NearestName {
  /// Comparing with every module is worth it only while there are not too many, nor too many
  /// guesses.
  private static final int COMPARISONS = 20_000;

  private final Collection<ModuleId> known;
  private int comparisons;

  NearestName(Collection<ModuleId> known) {
    this.known = known;
  }

  /// The known id nearest to this one, if it is near at all.
  Optional<String> to(String wanted) {
    comparisons += known.size();
    if (comparisons > COMPARISONS || wanted.length() > 64) {
      return Optional.empty();
    }
    int best = Math.max(1, wanted.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (ModuleId id : known) {
      if (Math.abs(id.value().length() - wanted.length()) < best) {
        int distance = distance(wanted, id.value());
        if (distance < best) {
          best = distance;
          nearest = Optional.of(id.value());
        }
      }
    }
    return nearest;
  }

  /// Levenshtein's: how many characters to add, drop or change.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
