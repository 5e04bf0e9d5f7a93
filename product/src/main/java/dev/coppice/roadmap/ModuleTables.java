package dev.coppice.roadmap;

import dev.coppice.roadmap.TableColumns.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the tables of layer sections into drafts of modules.
final class ModuleTables {
  private static final String HEADER_REMEDY =
      "Name the columns Module, Description, Depends On, Unlocks and Status; only Module is"
          + " needed.";

  private final Problems problems;
  private final List<ModuleDraft> drafts = new ArrayList<>();

  private ModuleTables(Problems problems) {
    this.problems = problems;
  }

  static List<ModuleDraft> read(List<MarkdownSection> sections, Problems problems) {
    ModuleTables reading = new ModuleTables(problems);
    for (MarkdownSection section : sections) {
      switch (section.kind()) {
        case LAYER -> reading.readLayer(section);
        case OTHER -> reading.warnOfStrayTables(section);
        case UPDATES, BRAINSTORM -> {}
      }
    }
    return reading.drafts;
  }

  private void readLayer(MarkdownSection section) {
    if (section.tables().isEmpty()) {
      problems.warning(
          section.heading().place(),
          "Heading %s has no table of modules below it."
              .formatted(Problems.quoted(section.heading().text())),
          "Add a table with a header row and a row of dashes, or remove the heading.");
    }
    for (MarkdownTable table : section.tables()) {
      TableColumns columns = new TableColumns(table.header(), TableColumns.MODULES, problems);
      if (columns.has(Role.NAME)) {
        readTable(table, columns, section.layer());
      } else {
        reportNameless(table, columns, section);
      }
    }
  }

  private void reportNameless(MarkdownTable table, TableColumns columns, MarkdownSection section) {
    String message =
        "Table %s of layer %d has no column Module, so it is not read."
            .formatted(Problems.quoted(table.headerText()), section.layer());
    if (section.tables().size() == 1 || columns.has(Role.DEPENDS_ON) || columns.has(Role.UNLOCKS)) {
      problems.error(table.header().place(), message, HEADER_REMEDY);
    } else {
      problems.warning(table.header().place(), message, HEADER_REMEDY);
    }
  }

  private void warnOfStrayTables(MarkdownSection section) {
    for (MarkdownTable table : section.tables()) {
      TableColumns columns = new TableColumns(table.header(), TableColumns.MODULES, new Problems());
      if (columns.has(Role.NAME) && (columns.has(Role.DEPENDS_ON) || columns.has(Role.UNLOCKS))) {
        problems.warning(
            table.header().place(),
            "Table %s stands below no layer, so its modules are not read."
                .formatted(Problems.quoted(table.headerText())),
            "Put a heading such as \"## Layer 0\" above it.");
      }
    }
  }

  private void readTable(MarkdownTable table, TableColumns columns, int layer) {
    if (layer > 0 && !columns.has(Role.DEPENDS_ON)) {
      problems.warning(
          table.header().place(),
          "Table %s of layer %d has no column Depends On, so its modules wait for nothing."
              .formatted(Problems.quoted(table.headerText()), layer),
          "Add the column Depends On.");
    }
    if (table.rows().isEmpty()) {
      problems.warning(
          table.header().place(),
          "Table %s of layer %d has no rows.".formatted(Problems.quoted(table.headerText()), layer),
          "Add a row for each module, directly below the dashes.");
    }
    for (MarkdownRow row : table.rows()) {
      draft(row, table.header().cells().size(), columns, layer).ifPresent(drafts::add);
    }
  }

  private Optional<ModuleDraft> draft(MarkdownRow row, int width, TableColumns columns, int layer) {
    MarkdownCell nameCell =
        columns.cell(row, Role.NAME).orElseGet(() -> new MarkdownCell("", row.place()));
    String name = InlineText.name(nameCell.raw());
    checkWidth(row, width, columns, name);
    Optional<ModuleId> id = ModuleId.find(InlineText.slug(name));
    if (id.isEmpty() || InlineText.saysNone(name)) {
      problems.error(
          nameCell.place(),
          "Module name %s in layer %d cannot be used."
              .formatted(Problems.quoted(nameCell.raw()), layer),
          "Write a name of 1 to 200 printable characters.");
      return Optional.empty();
    }
    return Optional.of(
        new ModuleDraft(
            id.get(),
            name,
            columns.text(row, Role.DESCRIPTION),
            layer,
            new RowStatus(columns, problems).read(row, name),
            columns.cell(row, Role.DEPENDS_ON).map(RelationCell::mentions).orElse(List.of()),
            columns.cell(row, Role.UNLOCKS).map(RelationCell::mentions).orElse(List.of()),
            nameCell.place()));
  }

  /// A row that lacks its dependencies, or has more cells than the table, has lost its meaning; one
  /// that only stops early has not.
  private void checkWidth(MarkdownRow row, int width, TableColumns columns, String name) {
    int cells = row.cells().size();
    String counts =
        "The row of module %s has %d cells where its table has %d columns"
            .formatted(Problems.quoted(name), cells, width);
    boolean tooLong = row.cells().stream().skip(width).anyMatch(cell -> !cell.raw().isEmpty());
    if (tooLong) {
      problems.error(
          row.cells().get(width).place(),
          counts + ".",
          "Write a pipe that belongs to the text as \\|.");
    } else if (cells <= columns.position(Role.DEPENDS_ON)) {
      problems.error(
          row.place(), counts + ", so its Depends On is missing.", "Write a dash for no modules.");
    } else if (cells <= columns.last()) {
      problems.warning(row.place(), counts + ".", "Write every cell, even an empty one.");
    }
  }
}
