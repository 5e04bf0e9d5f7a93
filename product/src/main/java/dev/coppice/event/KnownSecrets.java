package dev.coppice.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Values that must not be shown, found by their first character.
final class KnownSecrets {
  static final int SHORTEST = 8;

  private static final int SHORTEST_LINE = 12;

  /// Longer ones are recognised by so much of their beginning, and end with their word.
  private static final int LONGEST = 1_024;

  private static final String[] NONE = {};

  private final String[][] byFirst = new String[128][];
  private final String[] others;
  private final int size;

  KnownSecrets(Collection<String> values) {
    Set<String> all = new LinkedHashSet<>();
    values.forEach(value -> add(value, all));
    List<String> longestFirst = new ArrayList<>(all);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    for (int c = 0; c < byFirst.length; c++) {
      char first = (char) c;
      byFirst[c] = longestFirst.stream().filter(it -> it.charAt(0) == first).toArray(String[]::new);
    }
    others =
        longestFirst.stream().filter(it -> it.charAt(0) >= byFirst.length).toArray(String[]::new);
    size = all.size();
  }

  private static void add(String value, Set<String> all) {
    String secret = value.strip();
    if (secret.length() < SHORTEST) {
      return;
    }
    List<String> lines = secret.lines().map(String::strip).toList();
    if (lines.size() > 1) {
      // Most texts come line by line, so one of several lines would not be met as a whole.
      lines.stream().filter(line -> line.length() >= SHORTEST_LINE).forEach(line -> one(line, all));
    } else {
      one(secret, all);
    }
  }

  /// The value, and as it looks inside JSON and in an address.
  private static void one(String value, Set<String> all) {
    String secret = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    all.add(secret);
    all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    all.add(percentEncoded(secret));
    all.add(percentEncoded(secret).replace("%20", "+"));
  }

  private static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) octet;
      if (Letters.DOTTED.has(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /// Those that begin with this character, the longest first.
  String[] startingWith(char first) {
    if (first < byFirst.length) {
      return byFirst[first];
    }
    return others.length == 0 ? NONE : others;
  }

  /// Whether all of it is kept here.
  static boolean isWhole(String secret) {
    return secret.length() < LONGEST;
  }

  int size() {
    return size;
  }
}
