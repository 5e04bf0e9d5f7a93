package ledger;

import java.util.List;

final class BookTest {
  void statementsAreFoundByTheirWord() {
    Book book = Book.read(List.of("# our money", "", "title Household", "  title   Second  "));

    Check.equal(List.of("Household", "Second"), book.statements("title"));
  }

  void aWordThatNobodyWroteHasNoStatements() {
    Check.equal(List.of(), Book.read(List.of()).statements("title"));
  }

  void anUnknownWordIsRefusedWithItsLine() {
    Check.refused("Line 2", () -> Book.read(List.of("title Household", "nonsense 1")));
  }
}
