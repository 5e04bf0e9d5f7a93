# Works at once.
. "$COPPICE_SCRIPTS/shared/words.sh"

progress 10 "what leaves one account arrives in another"
pace 1
cat >src/ledger/Posting.java <<'JAVA'
package ledger;

/** One line of an entry: this much goes into the account; a negative amount leaves it. */
record Posting(Account account, Money amount) {}
JAVA
cat >src/ledger/Entry.java <<'JAVA'
package ledger;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened on one day. Its postings add up to zero in every currency. */
record Entry(LocalDate day, String text, List<Posting> postings) {
  Entry {
    postings = List.copyOf(postings);
    if (postings.size() < 2) {
      throw new IllegalArgumentException("\"" + text + "\" needs two postings or more.");
    }
    for (Money rest : sums(postings).values()) {
      if (!rest.isZero()) {
        throw new IllegalArgumentException(
            "\"" + text + "\" of " + day + " does not balance: " + rest + " too much.");
      }
    }
  }

  /** What the postings add up to, by currency. */
  static Map<Currency, Money> sums(List<Posting> postings) {
    Map<Currency, Money> sums = new LinkedHashMap<>();
    for (Posting posting : postings) {
      sums.merge(posting.amount().currency(), posting.amount(), Money::plus);
    }
    return sums;
  }
}
JAVA
progress 40 "the entries of a book"
pace 1
cat >src/ledger/Entries.java <<'JAVA'
package ledger;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The entries of a book: {@code entry 2026-01-03 Bread | expenses:food 3.50 EUR | assets:cash}. One
 * posting may leave out its amount: it gets what is missing.
 */
final class Entries {
  private Entries() {}

  /** By day; entries of one day in the order of the book. */
  static List<Entry> of(Book book) {
    Accounts accounts = Accounts.of(book);
    Currencies currencies = Currencies.of(book);
    List<Entry> entries = new ArrayList<>();
    for (String statement : book.statements("entry")) {
      entries.add(parse(statement, accounts, currencies));
    }
    entries.sort(Comparator.comparing(Entry::day));
    return List.copyOf(entries);
  }

  private static Entry parse(String statement, Accounts accounts, Currencies currencies) {
    String[] parts = statement.split("\\|");
    String[] head = parts[0].strip().split(" +", 2);
    List<Posting> postings = new ArrayList<>();
    Account open = null;
    for (int i = 1; i < parts.length; i++) {
      String[] words = parts[i].strip().split(" +", 2);
      Account account = accounts.named(words[0]);
      if (words.length == 2) {
        postings.add(new Posting(account, currencies.parse(words[1])));
      } else if (open == null) {
        open = account;
      } else {
        throw new IllegalArgumentException("Only one posting may leave out its amount: " + statement);
      }
    }
    if (open != null) {
      postings.add(new Posting(open, missing(postings, statement)));
    }
    return new Entry(day(head[0]), head.length == 2 ? head[1] : "", postings);
  }

  private static Money missing(List<Posting> postings, String statement) {
    Map<Currency, Money> sums = Entry.sums(postings);
    if (sums.size() != 1) {
      throw new IllegalArgumentException("Every amount must be written here: " + statement);
    }
    return sums.values().iterator().next().negated();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("A day is written like 2026-01-03, not \"" + text + "\".");
    }
  }
}
JAVA
add_word entry
progress 75 "its tests"
pace 1
cat >test/ledger/EntriesTest.java <<'JAVA'
package ledger;

import java.util.ArrayList;
import java.util.List;

final class EntriesTest {
  void theOpenPostingGetsWhatIsMissing() {
    Entry entry = entries("2026-01-03 Bread | expenses:food 3.50 EUR | assets:cash").get(0);

    Check.equal("Bread", entry.text());
    Check.equal("-3.50 EUR", entry.postings().get(1).amount().toString());
  }

  void entriesComeByDay() {
    List<Entry> entries =
        entries(
            "2026-02-01 Late | expenses:food 1 EUR | assets:cash",
            "2026-01-01 Early | expenses:food 1 EUR | assets:cash");

    Check.equal(List.of("Early", "Late"), entries.stream().map(Entry::text).toList());
  }

  void anEntryThatDoesNotBalanceIsRefused() {
    Check.refused(
        "0.50 EUR too much", () -> entries("2026-01-03 Bread | expenses:food 4 EUR | assets:cash -3.50 EUR"));
  }

  void everyCurrencyBalancesForItself() {
    Check.refused(
        "does not balance",
        () -> entries("2026-01-03 Trip | expenses:food 5 EUR | assets:cash -5 JPY"));
  }

  void oneAmountAtMostIsLeftOut() {
    Check.refused("Only one", () -> entries("2026-01-03 Bread | expenses:food | assets:cash"));
  }

  void anAccountMustBeDeclared() {
    Check.refused("assets:safe", () -> entries("2026-01-03 Bread | expenses:food 1 EUR | assets:safe"));
  }

  void aDayMustExist() {
    Check.refused("2026-02-30", () -> entries("2026-02-30 Bread | expenses:food 1 EUR | assets:cash"));
  }

  private static List<Entry> entries(String... statements) {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("currency EUR 2", "currency JPY 0"));
    lines.addAll(List.of("account assets:cash", "account expenses:food"));
    for (String statement : statements) {
      lines.add("entry " + statement);
    }
    return Entries.of(Book.read(lines));
  }
}
JAVA
pace 0.5
done_claim "entries that balance, and the word \"entry\""
