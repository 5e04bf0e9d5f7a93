package dev.coppice.roadmap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Names one module of the roadmap, exactly as the roadmap spells it.
///
/// The id itself is free text; whatever reaches a path or a branch name is its [#slug()].
public record ModuleId(String value) implements Comparable<ModuleId> {
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Set<String> RESERVED =
      Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3");

  public ModuleId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a module id is 1 to 200 printable characters, not \"" + value + "\"");
    }
  }

  /// The id of this text, unless the text cannot be one.
  public static Optional<ModuleId> find(String value) {
    return isValid(value) ? Optional.of(new ModuleId(value)) : Optional.empty();
  }

  private static boolean isValid(String value) {
    return !value.isBlank()
        && value.length() <= 200
        && value.chars().noneMatch(Character::isISOControl);
  }

  /// The id as one path and branch component: itself where it is plain, else a readable stem and
  /// eight hex digits of its SHA-256, so that two ids never share a slug.
  public String slug() {
    if (isPlain()) {
      return value;
    }
    String stem = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    stem = stem.replaceAll("^-+|-+$", "");
    stem = stem.substring(0, Math.min(stem.length(), 48)).replaceAll("-+$", "");
    return (stem.isEmpty() ? "module" : stem) + "-" + hash();
  }

  private boolean isPlain() {
    return PLAIN.matcher(value).matches()
        && !value.contains("..")
        && !value.endsWith(".")
        && !value.endsWith(".lock")
        && !RESERVED.contains(value.split("\\.", -1)[0]);
  }

  private String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ModuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
