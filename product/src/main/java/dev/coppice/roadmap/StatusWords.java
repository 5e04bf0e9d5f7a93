package dev.coppice.roadmap;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What people write for a module's status.
final class StatusWords {
  private static final Map<String, ModuleStatus> WORDS =
      Map.ofEntries(
          Map.entry("pending", ModuleStatus.PENDING),
          Map.entry("planned", ModuleStatus.PENDING),
          Map.entry("todo", ModuleStatus.PENDING),
          Map.entry("to do", ModuleStatus.PENDING),
          Map.entry("open", ModuleStatus.PENDING),
          Map.entry("ready", ModuleStatus.PENDING),
          Map.entry("not started", ModuleStatus.PENDING),
          Map.entry("in progress", ModuleStatus.IN_PROGRESS),
          Map.entry("started", ModuleStatus.IN_PROGRESS),
          Map.entry("active", ModuleStatus.IN_PROGRESS),
          Map.entry("wip", ModuleStatus.IN_PROGRESS),
          Map.entry("complete", ModuleStatus.COMPLETE),
          Map.entry("completed", ModuleStatus.COMPLETE),
          Map.entry("done", ModuleStatus.COMPLETE),
          Map.entry("blocked", ModuleStatus.BLOCKED),
          Map.entry("on hold", ModuleStatus.BLOCKED),
          Map.entry("paused", ModuleStatus.BLOCKED));

  private StatusWords() {}

  /// The status of these words; a check mark alone means complete, "deferred" anywhere means
  /// deferred.
  static Optional<ModuleStatus> find(String written) {
    String text = InlineText.plain(written);
    if (StatusMarks.DEFERRED.matcher(text).find()) {
      return Optional.of(ModuleStatus.DEFERRED);
    }
    boolean checked = StatusMarks.CHECK.matcher(text).find();
    String words =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("\\([^()]*\\)\\s*$", "")
            .replaceAll("[\\s_-]+", " ")
            .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}%]+$", "");
    if (words.isEmpty() && checked) {
      return Optional.of(ModuleStatus.COMPLETE);
    }
    return Optional.ofNullable(WORDS.get(words));
  }
}
