package ledger;

import java.io.PrintStream;
import java.util.List;

/** Something the program can do with a book. A class named {@code *Command} is found by itself. */
interface Command {
  String name();

  /** What it does, in a few words. */
  String summary();

  /** Throws IllegalArgumentException with a sentence for the user when it must refuse. */
  void run(Book book, List<String> arguments, PrintStream out);
}
