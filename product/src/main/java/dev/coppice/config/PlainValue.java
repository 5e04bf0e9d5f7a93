package dev.coppice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value as a person would write it in the file.
final class PlainValue {
  private PlainValue() {}

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Duration duration -> DurationText.of(duration);
      case Enum<?> choice -> Values.word(choice);
      case DataSize size -> size.toString();
      case Path path -> path.toString();
      case CheckSettings check -> check(check);
      case Notifier notifier -> Map.of("command", notifier.command());
      case Collection<?> list -> list.stream().map(PlainValue::of).toList();
      default -> value;
    };
  }

  private static Map<String, Object> check(CheckSettings check) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", check.definition().name());
    fields.put("run", check.definition().command());
    fields.put("timeout", DurationText.of(check.definition().timeout()));
    if (check.network() != null) {
      fields.put("network", check.network());
    }
    return fields;
  }
}
