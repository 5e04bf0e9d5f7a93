# Works at once; its line in Words.java is also the line that "accounts" changes.
. "$COPPICE_SCRIPTS/shared/words.sh"

progress 10 "an amount is a whole number of the currency's smallest unit"
pace 1
cat >src/ledger/Currency.java <<'JAVA'
package ledger;

/** A currency and how many digits its amounts have behind the point. */
record Currency(String code, int digits) {
  Currency {
    if (!code.matches("[A-Z]{3}") || digits < 0 || digits > 4) {
      throw new IllegalArgumentException(
          "A currency is written like EUR 2, not \"" + code + " " + digits + "\".");
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
JAVA
cat >src/ledger/Money.java <<'JAVA'
package ledger;

import java.math.BigDecimal;

/** An exact amount, counted in the smallest unit of its currency. */
record Money(long units, Currency currency) {
  static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** Reads {@code -12.50}; refuses more digits than the currency has, instead of rounding. */
  static Money parse(String text, Currency currency) {
    try {
      BigDecimal amount = new BigDecimal(text);
      return new Money(amount.movePointRight(currency.digits()).longValueExact(), currency);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not an amount.");
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" cannot be written with " + currency.digits() + " digits.");
    }
  }

  Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "Cannot add " + other.currency + " to " + currency + " without a rate.");
    }
    return new Money(Math.addExact(units, other.units), currency);
  }

  Money negated() {
    return new Money(Math.negateExact(units), currency);
  }

  boolean isZero() {
    return units == 0;
  }

  /** The number alone, such as {@code -12.50}. */
  String number() {
    return BigDecimal.valueOf(units, currency.digits()).toPlainString();
  }

  @Override
  public String toString() {
    return number() + " " + currency;
  }
}
JAVA
progress 40 "the currencies of a book"
pace 1
cat >src/ledger/Currencies.java <<'JAVA'
package ledger;

import java.util.HashMap;
import java.util.Map;

/** The currencies a book declares: {@code currency EUR 2}. */
final class Currencies {
  private final Map<String, Currency> declared = new HashMap<>();

  private Currencies() {}

  static Currencies of(Book book) {
    Currencies currencies = new Currencies();
    for (String statement : book.statements("currency")) {
      if (!statement.matches("[A-Z]{3} [0-4]")) {
        throw new IllegalArgumentException(
            "A currency is written like EUR 2, not \"" + statement + "\".");
      }
      Currency currency = new Currency(statement.substring(0, 3), statement.charAt(4) - '0');
      if (currencies.declared.put(currency.code(), currency) != null) {
        throw new IllegalArgumentException("The currency " + currency + " is declared twice.");
      }
    }
    return currencies;
  }

  Currency named(String code) {
    Currency currency = declared.get(code);
    if (currency == null) {
      throw new IllegalArgumentException("The currency " + code + " is not declared.");
    }
    return currency;
  }

  /** Reads {@code -12.50 EUR}. */
  Money parse(String text) {
    String[] parts = text.strip().split(" +");
    if (parts.length != 2) {
      throw new IllegalArgumentException("Money is written like 12.50 EUR, not \"" + text + "\".");
    }
    return Money.parse(parts[0], named(parts[1]));
  }
}
JAVA
add_word currency
progress 70 "its tests"
pace 1
cat >test/ledger/MoneyTest.java <<'JAVA'
package ledger;

import java.util.List;

final class MoneyTest {
  private final Currencies currencies =
      Currencies.of(Book.read(List.of("currency EUR 2", "currency JPY 0")));

  void tenTimesTenCentsIsOneEuro() {
    Money sum = currencies.parse("0.00 EUR");
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(currencies.parse("0.10 EUR"));
    }
    Check.equal("1.00 EUR", sum.toString());
  }

  void amountsAreWrittenWithTheDigitsOfTheirCurrency() {
    Check.equal("-12.50 EUR", currencies.parse("-12.5 EUR").toString());
    Check.equal("700 JPY", currencies.parse("700 JPY").toString());
  }

  void aDigitTooManyIsRefusedAndNotRounded() {
    Check.refused("2 digits", () -> currencies.parse("1.005 EUR"));
    Check.refused("0 digits", () -> currencies.parse("7.5 JPY"));
  }

  void currenciesDoNotMix() {
    Check.refused(
        "without a rate", () -> currencies.parse("1 EUR").plus(currencies.parse("1 JPY")));
  }

  void whatIsNegatedAddsUpToZero() {
    Money some = currencies.parse("3.99 EUR");

    Check.that(some.plus(some.negated()).isZero(), "an amount less itself is zero");
  }

  void onlyDeclaredCurrenciesAreRead() {
    Check.refused("USD", () -> currencies.parse("1 USD"));
    Check.refused("twice", () -> Currencies.of(Book.read(List.of("currency EUR 2", "currency EUR 2"))));
  }
}
JAVA
pace 0.5
done_claim "exact amounts in their currencies, and the word \"currency\""
