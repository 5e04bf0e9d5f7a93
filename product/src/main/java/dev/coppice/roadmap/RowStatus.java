package dev.coppice.roadmap;

import dev.coppice.roadmap.TableColumns.Role;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a module's status off its row: the Status column if it says anything, else the marks,
/// which may stand in any cell. A mark in the middle of a sentence still counts, but is pointed
/// out.
final class RowStatus {
  private static final String REMEDY = "Say it in a Status column if this is not meant.";

  private final TableColumns columns;
  private final Problems problems;

  RowStatus(TableColumns columns, Problems problems) {
    this.columns = columns;
    this.problems = problems;
  }

  ModuleStatus read(MarkdownRow row, String name) {
    Optional<MarkdownCell> written =
        columns
            .cell(row, Role.STATUS)
            .filter(cell -> !InlineText.saysNone(InlineText.plain(cell.raw())));
    return written.isPresent() ? ofColumn(written.get(), name) : ofMarks(row, name);
  }

  private ModuleStatus ofColumn(MarkdownCell cell, String name) {
    Optional<ModuleStatus> status = StatusWords.find(cell.raw());
    if (status.isEmpty()) {
      problems.warning(
          cell.place(),
          "Status %s of module %s is not known, so the module counts as blocked."
              .formatted(Problems.quoted(cell.raw()), Problems.quoted(name)),
          "Write pending, in-progress, complete, blocked or deferred.");
    }
    return status.orElse(ModuleStatus.BLOCKED);
  }

  private ModuleStatus ofMarks(MarkdownRow row, String name) {
    if (marks(row, StatusMarks.CHECK, "complete", name)) {
      return ModuleStatus.COMPLETE;
    }
    return marks(row, StatusMarks.DEFERRED, "deferred", name)
        ? ModuleStatus.DEFERRED
        : ModuleStatus.PENDING;
  }

  private boolean marks(MarkdownRow row, Pattern mark, String status, String name) {
    Optional<MarkdownCell> loose = Optional.empty();
    for (int i = 0; i < row.cells().size(); i++) {
      MarkdownCell cell = row.cells().get(i);
      Matcher found = mark.matcher(cell.raw());
      if (found.find()) {
        if (isPlain(cell, i, found)) {
          return true;
        }
        loose = loose.or(() -> Optional.of(cell));
      }
    }
    loose.ifPresent(cell ->
        problems.warning(
            cell.place(),
            "Module %s counts as %s because of a mark in %s."
                .formatted(Problems.quoted(name), status, Problems.quoted(cell.raw())),
            REMEDY));
    return loose.isPresent();
  }

  /// Whether a mark can only be meant as a status: in the name, alone in its cell, in parentheses,
  /// or at either end of a text.
  private boolean isPlain(MarkdownCell cell, int position, Matcher mark) {
    if (position == columns.position(Role.NAME)) {
      return true;
    }
    String before = cell.raw().substring(0, mark.start()).strip();
    String after = cell.raw().substring(mark.end()).strip();
    if (before.isEmpty() && after.isEmpty()) {
      return true;
    }
    boolean relation =
        position == columns.position(Role.DEPENDS_ON) || position == columns.position(Role.UNLOCKS);
    boolean word = mark.pattern() == StatusMarks.DEFERRED;
    return !relation && (word ? before.endsWith("(") : before.isEmpty() || after.isEmpty());
  }
}
