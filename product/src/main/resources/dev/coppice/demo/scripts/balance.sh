# Works at once.
progress 15 "adding up every account"
pace 1
cat >src/ledger/TrialBalance.java <<'JAVA'
package ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every account holds, by currency. */
final class TrialBalance {
  private final SortedMap<Account, Map<Currency, Money>> held = new TreeMap<>();

  static TrialBalance of(List<Entry> entries) {
    TrialBalance balance = new TrialBalance();
    for (Entry entry : entries) {
      for (Posting posting : entry.postings()) {
        Money amount = posting.amount();
        balance
            .held
            .computeIfAbsent(posting.account(), account -> new LinkedHashMap<>())
            .merge(amount.currency(), amount, Money::plus);
      }
    }
    return balance;
  }

  Money of(Account account, Currency currency) {
    return held.getOrDefault(account, Map.of()).getOrDefault(currency, Money.zero(currency));
  }

  /** One row for each account and currency that does not hold zero. */
  Table table() {
    Table table = new Table("account", ">balance", "currency");
    held.forEach(
        (account, amounts) -> {
          for (Money amount : amounts.values()) {
            if (!amount.isZero()) {
              table.row(account.path(), amount.number(), amount.currency().code());
            }
          }
        });
    return table;
  }
}
JAVA
cat >src/ledger/BalanceCommand.java <<'JAVA'
package ledger;

import java.io.PrintStream;
import java.util.List;

/** Prints what every account holds. */
final class BalanceCommand implements Command {
  @Override
  public String name() {
    return "balance";
  }

  @Override
  public String summary() {
    return "what every account holds";
  }

  @Override
  public void run(Book book, List<String> arguments, PrintStream out) {
    TrialBalance.of(Entries.of(book)).table().lines().forEach(out::println);
  }
}
JAVA
progress 65 "its tests"
pace 1
cat >test/ledger/TrialBalanceTest.java <<'JAVA'
package ledger;

import java.util.List;

final class TrialBalanceTest {
  private final Book book =
      Book.read(
          List.of(
              "currency EUR 2",
              "account assets:cash",
              "account expenses:food",
              "account income:pay",
              "entry 2026-01-02 Pay | assets:cash 100 EUR | income:pay",
              "entry 2026-01-03 Bread | expenses:food 3.50 EUR | assets:cash",
              "entry 2026-01-04 Returned | assets:cash 3.50 EUR | expenses:food"));

  void everyAccountIsAddedUp() {
    TrialBalance balance = TrialBalance.of(Entries.of(book));
    Currency euro = new Currency("EUR", 2);

    Check.equal("100.00 EUR", balance.of(new Account("assets:cash"), euro).toString());
    Check.equal("-100.00 EUR", balance.of(new Account("income:pay"), euro).toString());
  }

  void anAccountAtZeroIsLeftOut() {
    Check.equal(
        List.of(
            "account      balance  currency", "assets:cash   100.00  EUR", "income:pay   -100.00  EUR"),
        TrialBalance.of(Entries.of(book)).table().lines());
  }

  void anEmptyBookHasAnEmptyBalance() {
    Check.equal(1, TrialBalance.of(List.of()).table().lines().size());
  }
}
JAVA
pace 0.5
done_claim "the trial balance and the command \"balance\""
