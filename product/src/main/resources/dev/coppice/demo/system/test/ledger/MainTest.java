package ledger;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class MainTest {
  void helpListsEveryCommandOnce() {
    String help = printed(0, "help");
    Set<String> names = new HashSet<>();

    for (Command command : Commands.all()) {
      Check.that(names.add(command.name()), command.name() + " is the name of one command");
      Check.that(help.contains(command.name() + "  " + command.summary()), command.name());
    }
    Check.that(names.contains("title"), "the kernel's own command is found");
  }

  void anUnknownCommandIsRefused() {
    Check.that(printed(2, "nonsense").contains("nonsense"), "the message names the command");
  }

  void aBookThatIsNotThereIsRefused() {
    Check.that(printed(1, "title", "no/such/book").contains("no/such/book"), "names the file");
  }

  void noWordIsKnownTwice() {
    Check.equal(Words.KNOWN.size(), new HashSet<>(Words.KNOWN).size());
  }

  private static String printed(int exit, String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int actual = Main.run(List.of(arguments), new PrintStream(bytes, true));
    Check.equal(exit, actual);
    return bytes.toString();
  }
}
