# Crashes in the middle of a file whenever the first agent tries; a fresh agent succeeds.
progress 20 "printing the accounts as a table"
pace 1
if [ "$COPPICE_GENERATION" -eq 1 ]; then
  cat >src/ledger/ChartCommand.java <<'JAVA'
package ledger;

/** Prints the accounts of the book. */
final class ChartCommand implements Command {
  @Override
  public String na
JAVA
  crash
fi
if [ -e src/ledger/ChartCommand.java ]; then
  note "a half-written file was left here; it is replaced"
fi

progress 50 "the command"
pace 1
cat >src/ledger/ChartCommand.java <<'JAVA'
package ledger;

import java.io.PrintStream;
import java.util.List;

/** Prints the accounts of the book, by type. */
final class ChartCommand implements Command {
  @Override
  public String name() {
    return "chart";
  }

  @Override
  public String summary() {
    return "the accounts, by type";
  }

  @Override
  public void run(Book book, List<String> arguments, PrintStream out) {
    Table table = new Table("account", "type", "at the end of the year");
    for (Account account : Accounts.of(book).all()) {
      AccountType type = account.type();
      table.row(
          account.path(), type.word(), type.isClosedYearly() ? "is closed" : "is carried over");
    }
    table.lines().forEach(out::println);
  }
}
JAVA
progress 80 "its test"
pace 1
cat >test/ledger/ChartCommandTest.java <<'JAVA'
package ledger;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

final class ChartCommandTest {
  void accountsArePrintedByType() {
    Book book = Book.read(List.of("account expenses:food", "account assets:cash"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new ChartCommand().run(book, List.of(), new PrintStream(bytes, true));

    List<String> lines = bytes.toString().lines().toList();
    Check.equal(3, lines.size());
    Check.equal("assets:cash    assets    is carried over", lines.get(1));
    Check.equal("expenses:food  expenses  is closed", lines.get(2));
  }

  void theCommandIsFound() {
    Check.that(Commands.all().stream().anyMatch(c -> c.name().equals("chart")), "help lists it");
  }
}
JAVA
pace 0.5
done_claim "the command \"chart\""
