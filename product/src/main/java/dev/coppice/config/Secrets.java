package dev.coppice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Keeps values that look like secrets out of what is shown.
final class Secrets {
  private static final Pattern NAME =
      Pattern.compile("(?i).*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH).*");

  private Secrets() {}

  static Map<String, String> masked(Map<String, String> variables) {
    Map<String, String> shown = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> shown.put(name, NAME.matcher(name).matches() ? "(hidden)" : value));
    return shown;
  }
}
