package dev.coppice.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that somebody meant who typed another.
final class NearestWord {
  private NearestWord() {}

  /// The candidate that takes the fewest edits (a letter more, less, other, or two swapped), unless
  /// it is far.
  static Optional<String> to(String word, Collection<String> candidates) {
    int farthest = word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
    return candidates.stream()
        .filter(candidate -> edits(word, candidate) <= farthest)
        .min(
            Comparator.<String>comparingInt(candidate -> edits(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, i, b, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int edits(int[][] edits, String a, int i, String b, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int fewest =
        Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + other);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
