# Works at once.
progress 15 "one account through one period"
pace 1
cat >src/ledger/Statement.java <<'JAVA'
package ledger;

import java.util.List;

/** What went into and out of one account in a period, with the balance after each entry. */
record Statement(Account account, Period period, Currency currency, List<Entry> entries) {
  /** What the account held before the period. */
  Money opening() {
    Money sum = Money.zero(currency);
    for (Entry entry : entries) {
      if (entry.day().isBefore(period.first())) {
        sum = sum.plus(change(entry));
      }
    }
    return sum;
  }

  Table table() {
    Table table = new Table("day", "text", ">change", ">balance");
    Money balance = opening();
    table.row(period.first().toString(), "(opening)", "", balance.number());
    for (Entry entry : entries) {
      Money change = change(entry);
      if (period.contains(entry.day()) && !change.isZero()) {
        balance = balance.plus(change);
        table.row(entry.day().toString(), entry.text(), change.number(), balance.number());
      }
    }
    return table;
  }

  private Money change(Entry entry) {
    Money sum = Money.zero(currency);
    for (Posting posting : entry.postings()) {
      if (posting.account().equals(account) && posting.amount().currency().equals(currency)) {
        sum = sum.plus(posting.amount());
      }
    }
    return sum;
  }
}
JAVA
cat >src/ledger/StatementCommand.java <<'JAVA'
package ledger;

import java.io.PrintStream;
import java.util.List;

/** Prints one account through one period. */
final class StatementCommand implements Command {
  @Override
  public String name() {
    return "statement";
  }

  @Override
  public String summary() {
    return "one account through a period: statement FILE ACCOUNT PERIOD CURRENCY";
  }

  @Override
  public void run(Book book, List<String> arguments, PrintStream out) {
    if (arguments.size() != 3) {
      throw new IllegalArgumentException(
          "Name the account, the period and the currency: assets:cash 2026-Q1 EUR");
    }
    Account account = Accounts.of(book).named(arguments.get(0));
    Period period = Period.parse(arguments.get(1));
    Currency currency = Currencies.of(book).named(arguments.get(2));
    Statement statement = new Statement(account, period, currency, Entries.of(book));
    statement.table().lines().forEach(out::println);
  }
}
JAVA
progress 65 "its tests"
pace 1
cat >test/ledger/StatementTest.java <<'JAVA'
package ledger;

import java.io.PrintStream;
import java.util.List;

final class StatementTest {
  private final Book book =
      Book.read(
          List.of(
              "currency EUR 2",
              "account assets:cash",
              "account expenses:food",
              "account income:pay",
              "entry 2025-12-31 Pay | assets:cash 100 EUR | income:pay",
              "entry 2026-01-03 Bread | expenses:food 3.50 EUR | assets:cash",
              "entry 2026-04-01 Cake | expenses:food 20 EUR | assets:cash"));

  void theOpeningIsWhatCameBefore() {
    Check.equal("100.00 EUR", statement("assets:cash", "2026-Q1").opening().toString());
    Check.equal("0.00 EUR", statement("expenses:food", "2026-Q1").opening().toString());
  }

  void onlyThePeriodIsListed() {
    List<String> lines = statement("assets:cash", "2026-Q1").table().lines();

    Check.equal(3, lines.size());
    Check.equal("2026-01-03  Bread       -3.50    96.50", lines.get(2));
  }

  void entriesOfOtherAccountsAreLeftOut() {
    Check.equal(2, statement("income:pay", "2026").table().lines().size());
  }

  void theCommandSaysWhatItMisses() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());

    Check.refused("Name the account", () -> new StatementCommand().run(book, List.of(), nowhere));
  }

  private Statement statement(String account, String period) {
    Currency euro = new Currency("EUR", 2);
    return new Statement(
        new Account(account), Period.parse(period), euro, Entries.of(book));
  }
}
JAVA
pace 0.5
done_claim "account statements and the command \"statement\""
