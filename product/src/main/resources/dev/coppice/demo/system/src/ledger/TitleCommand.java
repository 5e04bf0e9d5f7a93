package ledger;

import java.io.PrintStream;
import java.util.List;

/** Prints the title of the book. */
final class TitleCommand implements Command {
  @Override
  public String name() {
    return "title";
  }

  @Override
  public String summary() {
    return "the title of the book";
  }

  @Override
  public void run(Book book, List<String> arguments, PrintStream out) {
    book.statements("title").forEach(out::println);
  }
}
