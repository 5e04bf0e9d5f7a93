package dev.coppice.roadmap;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a `ROADMAP.md` as people write it.
///
/// A heading `## Layer N` (levels 2 to 4, any suffix) and below it tables whose columns are found
/// by name: Module, Description, Depends On, Unlocks, Status. Whatever cannot be read becomes a
/// problem with its place; nothing is skipped in silence and nothing throws.
public final class RoadmapMarkdown {
  private static final Pattern SYSTEM = field("System");
  private static final Pattern DREAM_STATE = field("Dream\\s+State");
  private static final Pattern SYSTEM_REMARK = Pattern.compile("\\s\\u2014.*");

  private RoadmapMarkdown() {}

  private static Pattern field(String name) {
    return Pattern.compile(
        "^\\s*(?:[-*>]\\s+)?\\*\\*\\s*" + name + "\\s*(?::\\s*\\*\\*|\\*\\*\\s*:)\\s*(.*)$",
        Pattern.CASE_INSENSITIVE);
  }

  /// Reads the whole text of a roadmap file.
  public static RoadmapReading read(String text) {
    Problems problems = new Problems();
    List<String> lines = MarkdownLines.visible(text, problems);
    List<MarkdownSection> sections = MarkdownSections.read(lines, problems);
    SideTables side = SideTables.read(sections, problems);
    String system = SYSTEM_REMARK.matcher(first(SYSTEM, lines)).replaceFirst("").strip();
    Roadmap roadmap =
        new Roadmap(
            system.isEmpty() ? Roadmap.UNKNOWN_SYSTEM : system,
            first(DREAM_STATE, lines).strip(),
            RoadmapAssembly.modules(ModuleTables.read(sections, problems), problems),
            side.updates(),
            side.brainstorm());
    return new RoadmapReading(roadmap, problems.inFileOrder());
  }

  private static String first(Pattern field, List<String> lines) {
    for (String line : lines) {
      Matcher matcher = field.matcher(line);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return "";
  }
}
