# Works at once.
progress 15 "income and expenses end in equity"
pace 1
cat >src/ledger/Closing.java <<'JAVA'
package ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Closes a period: moves what income and expenses hold into one account of equity. */
final class Closing {
  private Closing() {}

  /** One entry for each account to be closed, dated the last day of the period. */
  static List<Entry> of(List<Entry> entries, Period period, Account into) {
    if (into.type() != AccountType.EQUITY) {
      throw new IllegalArgumentException("A period is closed into equity, not into " + into + ".");
    }
    SortedMap<Account, List<Posting>> moved = new TreeMap<>();
    for (Entry entry : entries) {
      for (Posting posting : entry.postings()) {
        if (period.contains(entry.day()) && posting.account().type().isClosedYearly()) {
          moved.computeIfAbsent(posting.account(), account -> new ArrayList<>()).add(posting);
        }
      }
    }
    List<Entry> closing = new ArrayList<>();
    moved.forEach((account, postings) -> closing.addAll(closed(account, postings, period, into)));
    return closing;
  }

  private static List<Entry> closed(
      Account account, List<Posting> postings, Period period, Account into) {
    List<Entry> closing = new ArrayList<>();
    Map<Currency, Money> sums = Entry.sums(postings);
    for (Money sum : sums.values()) {
      if (!sum.isZero()) {
        List<Posting> both =
            List.of(new Posting(account, sum.negated()), new Posting(into, sum));
        closing.add(new Entry(period.last(), "Closing " + account, both));
      }
    }
    return closing;
  }
}
JAVA
progress 65 "its tests"
pace 1
cat >test/ledger/ClosingTest.java <<'JAVA'
package ledger;

import java.util.ArrayList;
import java.util.List;

final class ClosingTest {
  private final List<Entry> entries =
      Entries.of(
          Book.read(
              List.of(
                  "currency EUR 2",
                  "account assets:cash",
                  "account equity:kept",
                  "account expenses:food",
                  "account income:pay",
                  "entry 2026-03-31 Pay | assets:cash 100 EUR | income:pay",
                  "entry 2026-05-03 Bread | expenses:food 3.50 EUR | assets:cash",
                  "entry 2027-01-01 Cake | expenses:food 20 EUR | assets:cash")));

  void incomeAndExpensesAreZeroAfterwards() {
    List<Entry> all = new ArrayList<>(entries.subList(0, 2));
    all.addAll(close("2026"));

    Check.equal(0L, held(all, "income:pay"));
    Check.equal(0L, held(all, "expenses:food"));
    Check.equal(-9650L, held(all, "equity:kept"));
    Check.equal(9650L, held(all, "assets:cash"));
  }

  void closingIsDatedTheLastDay() {
    close("2026").forEach(entry -> Check.equal("2026-12-31", entry.day().toString()));
    Check.equal(2, close("2026").size());
  }

  void onlyThePeriodIsClosed() {
    Check.equal(1, close("2026-Q1").size());
    Check.equal(0, close("2026-Q3").size());
  }

  void aPeriodIsClosedIntoEquity() {
    Check.refused(
        "not into assets:cash",
        () -> Closing.of(entries, Period.parse("2026"), new Account("assets:cash")));
  }

  private List<Entry> close(String period) {
    return Closing.of(entries, Period.parse(period), new Account("equity:kept"));
  }

  private static long held(List<Entry> entries, String account) {
    long units = 0;
    for (Entry entry : entries) {
      for (Posting posting : entry.postings()) {
        units += posting.account().path().equals(account) ? posting.amount().units() : 0;
      }
    }
    return units;
  }
}
JAVA
pace 0.5
done_claim "closing a period into equity"
