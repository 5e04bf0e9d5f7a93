package dev.coppice.event;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps secrets out of what is logged, asked and served: the exact values that are known, and
/// whatever has the shape of a key, a token, a private key or a password in an address. Each gives
/// way to [#MARK].
///
/// Takes a time that grows with the length of the text and no faster, whatever stands in it. What
/// is encoded (base64, for example) or written with something in between is not found.
public final class Redaction {
  /// What stands in place of a secret.
  public static final String MARK = "[redacted]";

  /// Knows no value, only shapes.
  public static final Redaction SHAPES = new Redaction(new KnownSecrets(List.of()));

  private static final List<String> SECRET_NAMES =
      List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIALS");

  private final KnownSecrets known;

  private Redaction(KnownSecrets known) {
    this.known = known;
  }

  /// Knows these values; those with fewer than eight characters are left out, since they stand
  /// everywhere. Of a value with several lines each long one is a secret of its own.
  public static Redaction of(Collection<String> values) {
    return new Redaction(new KnownSecrets(values));
  }

  /// The values of the variables whose names say that they hold a secret.
  public static List<String> secrets(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(variable -> isSecretName(variable.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Whether a variable of this name holds a secret: it ends in KEY, TOKEN, SECRET, PASSWORD or
  /// CREDENTIALS.
  static boolean isSecretName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return SECRET_NAMES.stream().anyMatch(upper::endsWith);
  }

  /// The text without its secrets; the same object when it has none.
  public String redact(String text) {
    return new SecretScan(known, text, true, '\n').run().orElse(text);
  }

  /// The same for a text that may be absent.
  public @Nullable String redactOrNull(@Nullable String text) {
    return text == null ? null : redact(text);
  }

  /// The same for each text of a list.
  public List<String> redact(List<String> texts) {
    return texts.stream().map(this::redact).toList();
  }

  /// For a text that comes in pieces, cut anywhere.
  public RedactedStream stream() {
    return new RedactedStream(known);
  }

  /// Never a value: this ends up in logs.
  @Override
  public String toString() {
    return "Redaction[" + known.size() + "]";
  }
}
