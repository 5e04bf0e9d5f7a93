package dev.coppice.rest;

import java.util.Locale;

/// Metrics in the text format that Prometheus reads, version 0.0.4.
final class Exposition {
  static final String CONTENT_TYPE = "text/plain;version=0.0.4;charset=utf-8";

  private final StringBuilder text = new StringBuilder();
  private String name = "";

  /// Begins a family; its samples follow.
  ///
  /// @param type `counter`, `gauge` or `summary`
  Exposition family(String family, String type, String help) {
    name = family;
    text.append("# HELP ").append(family).append(' ').append(help.replace("\\", "\\\\"));
    text.append("\n# TYPE ").append(family).append(' ').append(type).append('\n');
    return this;
  }

  /// One sample of the family begun last.
  ///
  /// @param labels names and values by turns
  Exposition sample(Number value, String... labels) {
    return sample("", value, labels);
  }

  /// The same under a name that goes on with a suffix, such as `_sum`.
  Exposition sample(String suffix, Number value, String... labels) {
    text.append(name).append(suffix);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
    return this;
  }

  /// A gauge that is one number.
  Exposition gauge(String family, String help, Number value) {
    return family(family, "gauge", help).sample(value);
  }

  /// A counter that is one number.
  Exposition counter(String family, String help, Number value) {
    return family(family, "counter", help).sample(value);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(Number value) {
    return value instanceof Double part
        ? String.format(Locale.ROOT, "%.6f", part)
        : Long.toString(value.longValue());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
