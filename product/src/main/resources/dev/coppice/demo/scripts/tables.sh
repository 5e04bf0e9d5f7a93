# Claims success without having done anything, and works once it is told that this was noticed.
progress 20 "looking at how reports are printed"
pace 1
if [ "$COPPICE_TRY" -eq 1 ] || ! prompt_says "changed nothing"; then
  progress 90 "almost there"
  pace 1
  done_claim "all tests pass"
  exit 0
fi
note "the last try changed nothing; writing the table now"

progress 40 "a table with its columns lined up"
pace 1
cat >src/ledger/Table.java <<'JAVA'
package ledger;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with lined-up columns; a column of numbers is set to the right. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> header;

  /** A heading that begins with {@code >} makes a column of numbers. */
  Table(String... header) {
    this.header = List.of(header);
  }

  Table row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "A row of this table has " + header.size() + " cells, not " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Every line, without blanks at its end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(header.stream().map(Table::heading).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : "  ");
      line.append(header.get(column).startsWith(">") ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = heading(header.get(column)).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static String heading(String column) {
    return column.startsWith(">") ? column.substring(1) : column;
  }
}
JAVA
progress 70 "its tests"
pace 1
cat >test/ledger/TableTest.java <<'JAVA'
package ledger;

import java.util.List;

final class TableTest {
  void numbersAreSetToTheRight() {
    Table table = new Table("what", ">sum").row("bread", "3.50").row("milk", "12.00");

    Check.equal(List.of("what     sum", "bread   3.50", "milk   12.00"), table.lines());
  }

  void theHeadingMayBeTheWidestCell() {
    Check.equal(List.of("account  day", "a        b"), new Table("account", "day").row("a", "b").lines());
  }

  void aTableWithoutRowsHasItsHeading() {
    Check.equal(List.of("account"), new Table("account").lines());
  }

  void aRowOfAnotherLengthIsRefused() {
    Check.refused("2 cells, not 1", () -> new Table("a", "b").row("c"));
  }
}
JAVA
pace 0.5
done_claim "tables with lined-up columns"
