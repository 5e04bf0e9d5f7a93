# Works at once; its line in Words.java is also the line that "money" changes.
. "$COPPICE_SCRIPTS/shared/words.sh"

progress 10 "an account is a path, its first part says what it holds"
pace 1
cat >src/ledger/AccountType.java <<'JAVA'
package ledger;

import java.util.Locale;

/** What an account holds. */
enum AccountType {
  ASSETS,
  LIABILITIES,
  EQUITY,
  INCOME,
  EXPENSES;

  /** As it is written in a book. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether accounts of this type begin every year at zero. */
  boolean isClosedYearly() {
    return this == INCOME || this == EXPENSES;
  }
}
JAVA
cat >src/ledger/Account.java <<'JAVA'
package ledger;

/** An account by its path, such as {@code assets:bank:giro}; the first part is its type. */
record Account(String path) implements Comparable<Account> {
  Account {
    if (!path.matches("[a-z]+(:[a-z0-9-]+)+")) {
      throw new IllegalArgumentException(
          "An account is written like assets:bank, not \"" + path + "\".");
    }
    typeOf(path);
  }

  AccountType type() {
    return typeOf(path);
  }

  /** Whether this is the other account or lies below it. */
  boolean isWithin(String other) {
    return path.equals(other) || path.startsWith(other + ":");
  }

  @Override
  public int compareTo(Account other) {
    int byType = type().compareTo(other.type());
    return byType != 0 ? byType : path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }

  private static AccountType typeOf(String path) {
    String first = path.substring(0, path.indexOf(':'));
    for (AccountType type : AccountType.values()) {
      if (type.word().equals(first)) {
        return type;
      }
    }
    throw new IllegalArgumentException("There is no type of account \"" + first + "\".");
  }
}
JAVA
progress 40 "the accounts of a book"
pace 1
cat >src/ledger/Accounts.java <<'JAVA'
package ledger;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The accounts a book declares: {@code account assets:bank}. */
final class Accounts {
  private final SortedSet<Account> declared = new TreeSet<>();

  private Accounts() {}

  static Accounts of(Book book) {
    Accounts accounts = new Accounts();
    for (String path : book.statements("account")) {
      if (!accounts.declared.add(new Account(path))) {
        throw new IllegalArgumentException("The account " + path + " is declared twice.");
      }
    }
    return accounts;
  }

  /** Refuses a path that was not declared, so that a slip of the pen opens no account. */
  Account named(String path) {
    Account account = new Account(path);
    if (!declared.contains(account)) {
      throw new IllegalArgumentException("The account " + path + " is not declared.");
    }
    return account;
  }

  /** By type, then by path. */
  List<Account> all() {
    return List.copyOf(declared);
  }
}
JAVA
add_word account
progress 70 "its tests"
pace 1
cat >test/ledger/AccountsTest.java <<'JAVA'
package ledger;

import java.util.List;

final class AccountsTest {
  private final Book book =
      Book.read(List.of("account expenses:food", "account assets:bank", "account assets:bank:giro"));

  void accountsComeByTypeAndPath() {
    Check.equal(
        "[assets:bank, assets:bank:giro, expenses:food]", Accounts.of(book).all().toString());
  }

  void anAccountThatIsNotDeclaredIsRefused() {
    Check.refused("not declared", () -> Accounts.of(book).named("assets:cash"));
  }

  void anAccountIsDeclaredOnce() {
    Check.refused(
        "twice", () -> Accounts.of(Book.read(List.of("account income:pay", "account income:pay"))));
  }

  void theFirstPartIsTheType() {
    Check.equal(AccountType.LIABILITIES, new Account("liabilities:loan").type());
    Check.refused("type of account", () -> new Account("asset:bank"));
    Check.refused("like assets:bank", () -> new Account("assets"));
  }

  void anAccountLiesWithinItselfAndItsParents() {
    Account giro = new Account("assets:bank:giro");

    Check.that(giro.isWithin("assets:bank:giro"), "within itself");
    Check.that(giro.isWithin("assets"), "within its type");
    Check.that(!giro.isWithin("assets:ban"), "a shorter word is no parent");
  }

  void incomeAndExpensesAreClosedYearly() {
    Check.that(AccountType.INCOME.isClosedYearly(), "income");
    Check.that(AccountType.EXPENSES.isClosedYearly(), "expenses");
    Check.that(!AccountType.EQUITY.isClosedYearly(), "not equity");
  }
}
JAVA
pace 0.5
done_claim "accounts with their types, and the word \"account\""
