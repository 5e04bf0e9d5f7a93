package dev.coppice.event;

import dev.coppice.event.SecretScan.Tail;
import java.util.List;

/// What looks like a secret, whoever made it.
final class SecretShapes {
  /// So much of a word is looked at before it is judged.
  private static final int SIGHT = 64;

  private static final int LONGEST_USER = 512;
  private static final int LONGEST_UNDECIDED = 4_096;
  private static final int MAC = 43;
  private static final int LONGEST_ATTEMPT = 80;
  private static final int SHORTEST_CREDENTIALS = 8;
  private static final int CERTAIN_CREDENTIALS = 20;
  private static final int LONGEST_WORD = 40;
  private static final int AWS_SECRET = 40;
  private static final int LONGEST_SEPARATION = 8;
  private static final int LONGEST_KEY_TITLE = 40;
  private static final String BEGIN = "-----BEGIN ";

  /// @param least how many letters follow at least
  /// @param digit whether one of them is a digit: else it may be a word
  private record Prefix(String text, Letters letters, int least, boolean digit) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("sk-", Letters.TOKEN, 20, true),
          new Prefix("sk_live_", Letters.TOKEN, 16, false),
          new Prefix("sk_test_", Letters.TOKEN, 16, false),
          new Prefix("rk_live_", Letters.TOKEN, 16, false),
          new Prefix("ghp_", Letters.TOKEN, 20, false),
          new Prefix("gho_", Letters.TOKEN, 20, false),
          new Prefix("ghu_", Letters.TOKEN, 20, false),
          new Prefix("ghs_", Letters.TOKEN, 20, false),
          new Prefix("ghr_", Letters.TOKEN, 20, false),
          new Prefix("github_pat_", Letters.TOKEN, 20, false),
          new Prefix("glpat-", Letters.TOKEN, 16, false),
          new Prefix("npm_", Letters.TOKEN, 30, true),
          new Prefix("AIza", Letters.TOKEN, 35, true),
          new Prefix("AKIA", Letters.UPPER_AND_DIGITS, 16, false),
          new Prefix("ASIA", Letters.UPPER_AND_DIGITS, 16, false),
          new Prefix("xoxa-", Letters.TOKEN, 10, false),
          new Prefix("xoxb-", Letters.TOKEN, 10, false),
          new Prefix("xoxe-", Letters.TOKEN, 10, false),
          new Prefix("xoxo-", Letters.TOKEN, 10, false),
          new Prefix("xoxp-", Letters.TOKEN, 10, false),
          new Prefix("xoxr-", Letters.TOKEN, 10, false),
          new Prefix("xoxs-", Letters.TOKEN, 10, false),
          new Prefix("read.", Letters.TOKEN, MAC, false));

  /// Names of headers and settings, in lower case, whose value is a secret.
  private static final List<String> NAMES =
      List.of("authorization", "x-api-key", "aws_secret_access_key", "secretaccesskey");

  private static final List<String> SCHEMES = List.of("bearer", "basic");
  private static final boolean[] STARTS = new boolean[128];

  static {
    PREFIXES.forEach(prefix -> STARTS[prefix.text.charAt(0)] = true);
    for (char c : "AaXxSsBbe-:".toCharArray()) {
      STARTS[c] = true;
    }
  }

  private final String text;
  private final boolean last;
  private final char before;
  private int noWebTokenBefore;

  SecretShapes(String text, boolean last, char before) {
    this.text = text;
    this.last = last;
    this.before = before;
  }

  static boolean mayStart(char c) {
    return c < STARTS.length && STARTS[c];
  }

  /// Tells `scan` of what begins at `at`.
  void look(int at, SecretScan scan) {
    switch (text.charAt(at)) {
      case '-' -> privateKey(at, scan);
      case ':' -> address(at, scan);
      case 'e' -> webToken(at, scan);
      default -> {
        if (!isInWord(at)) {
          word(at, scan);
        }
      }
    }
  }

  private boolean isInWord(int at) {
    return Character.isLetterOrDigit(at == 0 ? before : text.charAt(at - 1));
  }

  private void word(int at, SecretScan scan) {
    for (Prefix prefix : PREFIXES) {
      if (prefix.text.charAt(0) == text.charAt(at) && begins(prefix.text, at, false, scan)) {
        prefixed(prefix, at, scan);
        return;
      }
    }
    if (begins("agent.", at, false, scan)) {
      ofAttempt(at, scan);
    }
    for (String name : NAMES) {
      if (begins(name, at, true, scan)) {
        named(at, at + name.length(), scan);
      }
    }
    for (String scheme : SCHEMES) {
      if (begins(scheme, at, true, scan)) {
        credentials(at, at + scheme.length(), 2 * SHORTEST_CREDENTIALS, scan);
      }
    }
  }

  /// Whether all of `word` stands there; that the text ends within it leaves it open.
  private boolean begins(String word, int at, boolean anyCase, SecretScan scan) {
    int length = Math.min(word.length(), text.length() - at);
    if (!text.regionMatches(anyCase, at, word, 0, length)) {
      return false;
    }
    if (length < word.length()) {
      undecidedAtEnd(at, scan);
      return false;
    }
    return true;
  }

  private void undecidedAtEnd(int at, SecretScan scan) {
    if (!last && text.length() - at <= LONGEST_UNDECIDED) {
      scan.undecided(at);
    }
  }

  private void prefixed(Prefix prefix, int at, SecretScan scan) {
    int from = at + prefix.text.length();
    int seen = prefix.letters.end(text, from, from + SIGHT);
    boolean enough = seen - from >= prefix.least && (!prefix.digit || hasDigit(from, seen));
    if (!enough) {
      if (seen == text.length() && seen - from < SIGHT) {
        undecidedAtEnd(at, scan);
      }
      return;
    }
    int end = prefix.letters.end(text, seen);
    if (prefix.letters == Letters.UPPER_AND_DIGITS && !pairOf(end, scan)) {
      undecidedAtEnd(at, scan);
    }
    scan.found(at, end, new Tail.Word(prefix.letters));
  }

  /// The secret that goes with a key id of AWS, where it stands beside it; false when the text ends
  /// before that can be known.
  private boolean pairOf(int end, SecretScan scan) {
    int from = end;
    while (from < text.length() && from < end + LONGEST_SEPARATION && isSeparator(from)) {
      from++;
    }
    int to = Letters.BASE64.end(text, from, from + AWS_SECRET + 1);
    if (to == text.length() && !last) {
      return false;
    }
    if (to - from == AWS_SECRET) {
      scan.found(from, to, null);
    }
    return true;
  }

  private boolean isSeparator(int at) {
    return " \t,;:|\"'".indexOf(text.charAt(at)) >= 0;
  }

  /// A token of ours, for one attempt.
  private void ofAttempt(int at, SecretScan scan) {
    int from = at + "agent.".length();
    int dot = Letters.LOWER_DIGITS_DASH.end(text, from, from + LONGEST_ATTEMPT);
    if (dot == text.length()) {
      undecidedAtEnd(at, scan);
    } else if (dot > from && text.charAt(dot) == '.') {
      int seen = Letters.TOKEN.end(text, dot + 1, dot + 1 + MAC);
      if (seen - dot - 1 == MAC) {
        scan.found(at, Letters.TOKEN.end(text, seen), new Tail.Word(Letters.TOKEN));
      } else if (seen == text.length()) {
        undecidedAtEnd(at, scan);
      }
    }
  }

  /// `Name: value`, `"name": "value"`, `name = Scheme value`.
  private void named(int at, int after, SecretScan scan) {
    int from = after;
    boolean isSaid = false;
    while (from < text.length() && from < after + LONGEST_SEPARATION && isBetween(from)) {
      isSaid |= text.charAt(from) == ':' || text.charAt(from) == '=';
      from++;
    }
    if (from == text.length() && from < after + LONGEST_SEPARATION) {
      undecidedAtEnd(at, scan);
    } else if (isSaid) {
      int scheme = from;
      while (scheme < text.length() && scheme < from + SIGHT && isLetter(text.charAt(scheme))) {
        scheme++;
      }
      if (scheme == text.length() && !last) {
        undecidedAtEnd(at, scan);
        return;
      }
      boolean isScheme = scheme < text.length() && text.charAt(scheme) == ' ';
      credentials(at, isScheme ? scheme : from, SHORTEST_CREDENTIALS, scan);
    }
  }

  private boolean isBetween(int at) {
    return " \t\"'\\:=".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// What follows a scheme, when it is no plain word.
  private void credentials(int at, int after, int least, SecretScan scan) {
    int from = after;
    while (from < text.length() && from < after + LONGEST_SEPARATION && text.charAt(from) == ' ') {
      from++;
    }
    boolean isApart = from > after || least == SHORTEST_CREDENTIALS;
    int seen = Letters.CREDENTIALS.end(text, from, from + SIGHT);
    if (!isApart && seen < text.length()) {
      return;
    }
    boolean enough = isApart && seen - from >= least && isNoWord(from, seen);
    if (enough) {
      scan.found(from, Letters.CREDENTIALS.end(text, seen), new Tail.Word(Letters.CREDENTIALS));
    } else if (seen == text.length() && seen - from < SIGHT) {
      undecidedAtEnd(at, scan);
    }
  }

  private boolean isNoWord(int from, int to) {
    return hasDigit(from, to) || to - from > LONGEST_WORD;
  }

  private boolean hasDigit(int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        return true;
      }
    }
    return false;
  }

  /// Three words of base64 with dots between them, the first of which begins an object in JSON.
  private void webToken(int at, SecretScan scan) {
    if (at < noWebTokenBefore || !begins("eyJ", at, false, scan)) {
      return;
    }
    int dot = Letters.TOKEN.end(text, at);
    noWebTokenBefore = dot;
    if (dot == text.length()) {
      undecidedAtEnd(at, scan);
    } else if (text.charAt(dot) == '.' && dot - at > SHORTEST_CREDENTIALS) {
      int seen = Letters.TOKEN.end(text, dot + 1, dot + 1 + SHORTEST_CREDENTIALS);
      if (seen - dot - 1 == SHORTEST_CREDENTIALS) {
        scan.found(at, Letters.DOTTED.end(text, seen), new Tail.Word(Letters.DOTTED));
      } else if (seen == text.length()) {
        undecidedAtEnd(at, scan);
      }
    }
  }

  /// `scheme://user:password@host`; a long user without a password is a token.
  private void address(int at, SecretScan scan) {
    if (!begins("://", at, false, scan)) {
      return;
    }
    int from = at + 3;
    int colon = -1;
    int sign = -1;
    int limit = Math.min(text.length(), from + LONGEST_USER);
    int end = from;
    while (end < limit && isInAuthority(text.charAt(end))) {
      if (text.charAt(end) == '@') {
        sign = end;
      } else if (text.charAt(end) == ':' && colon < 0) {
        colon = end;
      }
      end++;
    }
    if (end == text.length() && end < from + LONGEST_USER && !last) {
      scan.undecided(at);
    } else if (sign > 0 && colon > 0 && colon + 1 < sign) {
      scan.found(colon + 1, sign, null);
    } else if (sign > 0 && colon < 0 && sign - from >= CERTAIN_CREDENTIALS) {
      scan.found(from, sign, null);
    }
  }

  private static boolean isInAuthority(char c) {
    return Letters.VISIBLE.has(c) && c != '/' && c != '?' && c != '#' && c != '\\';
  }

  private static boolean isInTitle(char c) {
    return c == ' ' || Letters.UPPER_AND_DIGITS.has(c);
  }

  private void privateKey(int at, SecretScan scan) {
    if (!begins(BEGIN, at, false, scan)) {
      return;
    }
    int from = at + BEGIN.length();
    int end = from;
    while (end < text.length() && end < from + LONGEST_KEY_TITLE && isInTitle(text.charAt(end))) {
      end++;
    }
    boolean isKey = text.substring(from, end).contains("PRIVATE KEY");
    int inside = end;
    while (inside < text.length() && inside < end + 5 && text.charAt(inside) == '-') {
      inside++;
    }
    if (inside == end + 5 && isKey) {
      int to = PrivateKeyBlock.BEGUN.end(text, inside);
      PrivateKeyBlock then = PrivateKeyBlock.BEGUN.after(text, inside);
      scan.found(at, to, then.isOver() ? null : new Tail.Inside(then));
    } else if (inside == text.length() && end < from + LONGEST_KEY_TITLE) {
      undecidedAtEnd(at, scan);
    }
  }
}
