package dev.coppice.roadmap;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a table keeps what, found by the names in its header, in any order. Columns of other names
/// are left alone.
final class TableColumns {
  /// What a column holds, with the header names that say so.
  enum Role {
    NAME("module", "name", "module name"),
    DESCRIPTION("description", "purpose", "what", "what it does", "summary"),
    DEPENDS_ON(
        "depends on",
        "dependencies",
        "dependency",
        "depends",
        "deps",
        "requires",
        "prerequisites",
        "needs",
        "blocked by"),
    UNLOCKS("unlocks"),
    STATUS("status", "state"),
    TARGET("target", "module", "name"),
    CHANGE("update", "change", "description"),
    PRIORITY("priority"),
    IDEA("idea", "name"),
    NOTES("notes", "note", "description");

    private final List<String> names;

    Role(String... names) {
      this.names = List.of(names);
    }
  }

  static final List<Role> MODULES =
      List.of(Role.NAME, Role.DESCRIPTION, Role.DEPENDS_ON, Role.UNLOCKS, Role.STATUS);
  static final List<Role> UPDATES = List.of(Role.TARGET, Role.CHANGE, Role.PRIORITY, Role.STATUS);
  static final List<Role> BRAINSTORM = List.of(Role.IDEA, Role.NOTES);

  private final Map<Role, Integer> positions = new EnumMap<>(Role.class);

  /// Looks for these roles; warns of a second column for one of them.
  TableColumns(MarkdownRow header, List<Role> roles, Problems problems) {
    for (int i = 0; i < header.cells().size(); i++) {
      MarkdownCell cell = header.cells().get(i);
      Optional<Role> role = role(cell, roles);
      if (role.isPresent() && positions.putIfAbsent(role.get(), i) != null) {
        problems.warning(
            cell.place(),
            "Column %s is not read, because an earlier column says the same thing."
                .formatted(Problems.quoted(cell.raw())),
            "Keep one of the two columns, or rename the one that is not meant.");
      }
    }
  }

  private static Optional<Role> role(MarkdownCell header, List<Role> roles) {
    String name =
        InlineText.plain(header.raw())
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\([^()]*\\)", "")
            .replaceAll("[\\s:_-]+", " ")
            .strip();
    return roles.stream().filter(role -> role.names.contains(name)).findFirst();
  }

  boolean has(Role role) {
    return positions.containsKey(role);
  }

  /// The position of a column, or -1.
  int position(Role role) {
    return positions.getOrDefault(role, -1);
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
