package dev.coppice.roadmap;

import dev.coppice.roadmap.RoadmapUpdate.Priority;
import dev.coppice.roadmap.TableColumns.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the tables beside the layers: updates to what exists, and the brainstorm.
final class SideTables {
  private final Problems problems;
  private final List<RoadmapUpdate> updates = new ArrayList<>();
  private final List<BrainstormIdea> brainstorm = new ArrayList<>();
  private final Set<String> updateIds = new HashSet<>();

  private SideTables(Problems problems) {
    this.problems = problems;
  }

  static SideTables read(List<MarkdownSection> sections, Problems problems) {
    SideTables reading = new SideTables(problems);
    for (MarkdownSection section : sections) {
      for (MarkdownTable table : section.tables()) {
        switch (section.kind()) {
          case UPDATES -> reading.readUpdates(table);
          case BRAINSTORM -> reading.readBrainstorm(table);
          case LAYER, OTHER -> {}
        }
      }
    }
    return reading;
  }

  List<RoadmapUpdate> updates() {
    return updates;
  }

  List<BrainstormIdea> brainstorm() {
    return brainstorm;
  }

  private void readUpdates(MarkdownTable table) {
    TableColumns columns = new TableColumns(table.header(), TableColumns.UPDATES, problems);
    if (isMissing(columns, Role.TARGET, "Target", table)) {
      return;
    }
    for (MarkdownRow row : table.rows()) {
      String target = InlineText.name(columns.text(row, Role.TARGET));
      if (target.isEmpty()) {
        warnOfBlank(row, "Target");
        continue;
      }
      updates.add(
          new RoadmapUpdate(
              freshId(target),
              target,
              columns.text(row, Role.CHANGE),
              priority(row, columns),
              StatusWords.find(columns.text(row, Role.STATUS)).orElse(ModuleStatus.PENDING)));
    }
  }

  /// A second update of the same target gets a number, so that ids stay unique.
  private String freshId(String target) {
    String stem = "update-" + InlineText.slug(target);
    String id = stem;
    for (int number = 2; !updateIds.add(id); number++) {
      id = stem + "-" + number;
    }
    return id;
  }

  private Priority priority(MarkdownRow row, TableColumns columns) {
    String word = InlineText.plain(columns.text(row, Role.PRIORITY)).toUpperCase(Locale.ROOT);
    for (Priority priority : Priority.values()) {
      if (priority.name().equals(word)) {
        return priority;
      }
    }
    if (!word.isEmpty()) {
      problems.warning(
          columns.cell(row, Role.PRIORITY).map(MarkdownCell::place).orElse(row.place()),
          "Priority %s is not known, so medium is taken.".formatted(Problems.quoted(word)),
          "Write high, medium or low.");
    }
    return Priority.MEDIUM;
  }

  private void readBrainstorm(MarkdownTable table) {
    TableColumns columns = new TableColumns(table.header(), TableColumns.BRAINSTORM, problems);
    if (isMissing(columns, Role.IDEA, "Idea", table)) {
      return;
    }
    for (MarkdownRow row : table.rows()) {
      String idea = InlineText.plain(columns.text(row, Role.IDEA));
      String notes = columns.text(row, Role.NOTES);
      if (idea.isEmpty()) {
        warnOfBlank(row, "Idea");
      } else {
        brainstorm.add(new BrainstormIdea(idea, notes.isEmpty() ? null : notes));
      }
    }
  }

  private boolean isMissing(TableColumns columns, Role role, String name, MarkdownTable table) {
    if (!columns.has(role)) {
      problems.warning(
          table.header().place(),
          "Table %s has no column %s, so it is not read."
              .formatted(Problems.quoted(table.headerText()), name),
          "Name one column " + name + ".");
    }
    return !columns.has(role);
  }

  private void warnOfBlank(MarkdownRow row, String column) {
    if (!row.isBlank()) {
      problems.warning(
          row.place(),
          "A row has no text in its column %s, so it is not read.".formatted(column),
          "Fill in the column, or remove the row.");
    }
  }
}
