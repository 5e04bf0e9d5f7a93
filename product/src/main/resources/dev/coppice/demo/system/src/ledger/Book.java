package ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A book as it was written: statements by their first word. A line is empty, a comment that begins
 * with {@code #}, or one statement.
 */
final class Book {
  private final Map<String, List<String>> statements = new LinkedHashMap<>();

  private Book() {}

  /** Refuses a line that begins with an unknown word, and names it. */
  static Book read(List<String> lines) {
    Book book = new Book();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\\s+", 2);
      if (!Words.KNOWN.contains(parts[0])) {
        throw new IllegalArgumentException(
            "Line "
                + (i + 1)
                + " begins with \""
                + parts[0]
                + "\"; known are "
                + Words.KNOWN
                + ".");
      }
      String rest = parts.length == 2 ? parts[1] : "";
      book.statements.computeIfAbsent(parts[0], word -> new ArrayList<>()).add(rest);
    }
    return book;
  }

  /** What follows the word in each of its statements, in the order of the file. */
  List<String> statements(String word) {
    return List.copyOf(statements.getOrDefault(word, List.of()));
  }
}
