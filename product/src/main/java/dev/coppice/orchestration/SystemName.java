package dev.coppice.orchestration;

import dev.coppice.schedule.Decision.Refusal;
import java.util.stream.Collectors;

/// The names that systems may have: they stand in paths, messages and terminals.
public final class SystemName {
  private static final int LONGEST = 64;
  private static final String REMEDY =
      "Use 1 to %d characters, with no slash and no control character.".formatted(LONGEST);

  private SystemName() {}

  /// @throws OrchestrationException if a system cannot have this name
  static void requireGood(String systemId) {
    if (systemId.isBlank()) {
      throw refused("systemId must not be empty.");
    }
    if (systemId.codePointCount(0, systemId.length()) > LONGEST) {
      throw refused("systemId is longer than %d characters.".formatted(LONGEST));
    }
    if (!systemId.codePoints().allMatch(SystemName::isPlain)) {
      throw refused("systemId has a character in it that a name cannot have.");
    }
  }

  /// The name of a system that nobody named, from the name of its folder.
  public static String ofFolder(String folder) {
    String plain =
        folder
            .codePoints()
            .limit(LONGEST)
            .mapToObj(point -> isPlain(point) ? Character.toString(point) : "-")
            .collect(Collectors.joining());
    return plain.isBlank() ? "system" : plain;
  }

  private static boolean isPlain(int point) {
    return point != '/'
        && point != '\\'
        && switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private static OrchestrationException refused(String what) {
    return new OrchestrationException(Refusal.Kind.INVALID, what, REMEDY);
  }
}
