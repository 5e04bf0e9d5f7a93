package dev.coppice.roadmap;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a table keeps what, found by the names in its header, in any order. Columns of other names
/// are left alone.
final class TableColumns {
  /// What a column holds.
  enum Role {
    NAME,
    DESCRIPTION,
    DEPENDS_ON,
    UNLOCKS,
    STATUS,
    TARGET,
    CHANGE,
    PRIORITY,
    IDEA,
    NOTES
  }

  static final Map<String, Role> MODULES =
      Map.ofEntries(
          Map.entry("module", Role.NAME),
          Map.entry("name", Role.NAME),
          Map.entry("module name", Role.NAME),
          Map.entry("description", Role.DESCRIPTION),
          Map.entry("purpose", Role.DESCRIPTION),
          Map.entry("what", Role.DESCRIPTION),
          Map.entry("what it does", Role.DESCRIPTION),
          Map.entry("summary", Role.DESCRIPTION),
          Map.entry("depends on", Role.DEPENDS_ON),
          Map.entry("dependencies", Role.DEPENDS_ON),
          Map.entry("dependency", Role.DEPENDS_ON),
          Map.entry("depends", Role.DEPENDS_ON),
          Map.entry("deps", Role.DEPENDS_ON),
          Map.entry("requires", Role.DEPENDS_ON),
          Map.entry("prerequisites", Role.DEPENDS_ON),
          Map.entry("needs", Role.DEPENDS_ON),
          Map.entry("blocked by", Role.DEPENDS_ON),
          Map.entry("unlocks", Role.UNLOCKS),
          Map.entry("status", Role.STATUS),
          Map.entry("state", Role.STATUS));
  static final Map<String, Role> UPDATES =
      Map.of(
          "target", Role.TARGET,
          "module", Role.TARGET,
          "update", Role.CHANGE,
          "change", Role.CHANGE,
          "description", Role.CHANGE,
          "priority", Role.PRIORITY,
          "status", Role.STATUS);
  static final Map<String, Role> BRAINSTORM =
      Map.of(
          "idea", Role.IDEA,
          "name", Role.IDEA,
          "notes", Role.NOTES,
          "note", Role.NOTES,
          "description", Role.NOTES);

  private final Map<Role, Integer> positions = new EnumMap<>(Role.class);

  /// Looks for columns of these names; warns of a second column for one of them.
  TableColumns(MarkdownRow header, Map<String, Role> names, Problems problems) {
    for (int i = 0; i < header.cells().size(); i++) {
      MarkdownCell cell = header.cells().get(i);
      Optional<Role> role = role(cell, names);
      if (role.isPresent() && positions.putIfAbsent(role.get(), i) != null) {
        problems.warning(
            cell.place(),
            "Column %s is not read, because an earlier column says the same thing."
                .formatted(Problems.quoted(cell.raw())),
            "Keep one of the two columns, or rename the one that is not meant.");
      }
    }
  }

  private static Optional<Role> role(MarkdownCell header, Map<String, Role> names) {
    String name =
        InlineText.plain(header.raw())
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\([^()]*\\)", "")
            .replaceAll("[\\s:_-]+", " ")
            .strip();
    return Optional.ofNullable(names.get(name));
  }

  boolean has(Role role) {
    return positions.containsKey(role);
  }

  /// The position of a column, or -1.
  int position(Role role) {
    return positions.getOrDefault(role, -1);
  }

  /// The position of the last column that was looked for, or -1.
  int last() {
    return positions.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /// The cell of a row in this column; nothing when there is no such column or the row is too
  /// short.
  Optional<MarkdownCell> cell(MarkdownRow row, Role role) {
    int position = position(role);
    return position >= 0 && position < row.cells().size()
        ? Optional.of(row.cells().get(position))
        : Optional.empty();
  }

  /// The text of that cell, or an empty one.
  String text(MarkdownRow row, Role role) {
    return cell(row, role).map(cell -> InlineText.pipesUnescaped(cell.raw())).orElse("");
  }
}
