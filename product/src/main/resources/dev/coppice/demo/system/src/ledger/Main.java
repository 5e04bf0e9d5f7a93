package ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a book and runs one command on it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int exit = run(List.of(arguments), System.out);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Exit code: 0 done, 1 the book or an argument was refused, 2 no such command. */
  static int run(List<String> arguments, PrintStream out) {
    if (arguments.isEmpty() || arguments.get(0).equals("help")) {
      Commands.all().forEach(command -> out.println(command.name() + "  " + command.summary()));
      return 0;
    }
    for (Command command : Commands.all()) {
      if (command.name().equals(arguments.get(0))) {
        return run(command, arguments.subList(1, arguments.size()), out);
      }
    }
    out.println("There is no command \"" + arguments.get(0) + "\"; \"help\" lists them.");
    return 2;
  }

  private static int run(Command command, List<String> arguments, PrintStream out) {
    if (arguments.isEmpty()) {
      out.println("Name the file of the book: ledger " + command.name() + " FILE");
      return 1;
    }
    try {
      Book book = Book.read(Files.readAllLines(Path.of(arguments.get(0))));
      command.run(book, arguments.subList(1, arguments.size()), out);
      return 0;
    } catch (IOException e) {
      out.println("The book " + arguments.get(0) + " cannot be read.");
      return 1;
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 1;
    }
  }
}
