# Cannot decide how to round, asks, and builds what was answered.
answer=$(prompt_answer)
case $answer in
  *half-up*half-even* | *half-even*half-up*) mode='' ;;
  *half-up*) mode=HALF_UP tie=0.13 ;;
  *half-even*) mode=HALF_EVEN tie=0.12 ;;
  *) mode='' ;;
esac
progress 10 "converting needs rounding, and the roadmap does not say which"
pace 1
if [ -z "$mode" ]; then
  blocker "How should a converted amount that lies exactly between two cents be rounded?" \
    half-up half-even
  exit 0
fi
note "rounding as answered: $mode"

progress 40 "rates between two currencies"
pace 1
cat >src/ledger/Rate.java <<JAVA
package ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What one unit of a currency is worth in another. */
record Rate(Currency from, Currency to, BigDecimal factor) {
  /** Decides what lies exactly between two smallest units. */
  private static final RoundingMode ROUNDING = RoundingMode.$mode;

  Rate {
    if (factor.signum() <= 0 || from.equals(to)) {
      throw new IllegalArgumentException(
          "A rate leads from one currency to another and is above zero, not " + factor + ".");
    }
  }

  /** The amount in the other currency, rounded once, at the end. */
  Money convert(Money amount) {
    if (!amount.currency().equals(from)) {
      throw new IllegalArgumentException(
          "The rate from " + from + " to " + to + " does not convert " + amount + ".");
    }
    BigDecimal exact = BigDecimal.valueOf(amount.units(), from.digits()).multiply(factor);
    BigDecimal rounded = exact.setScale(to.digits(), ROUNDING);
    return new Money(rounded.unscaledValue().longValueExact(), to);
  }
}
JAVA
progress 75 "its tests, the tie among them"
pace 1
cat >test/ledger/RateTest.java <<JAVA
package ledger;

import java.math.BigDecimal;

final class RateTest {
  private final Currency euro = new Currency("EUR", 2);
  private final Currency yen = new Currency("JPY", 0);

  void aTieIsRoundedAsDecided() {
    Money converted = rate(yen, euro, "0.005").convert(new Money(25, yen));

    Check.equal("$tie EUR", converted.toString());
  }

  void lessThanATieIsRoundedDown() {
    Check.equal("0.12 EUR", rate(yen, euro, "0.00498").convert(new Money(25, yen)).toString());
  }

  void moreThanATieIsRoundedUp() {
    Check.equal("0.13 EUR", rate(yen, euro, "0.00502").convert(new Money(25, yen)).toString());
  }

  void aDebtIsRoundedLikeACredit() {
    Money credit = rate(yen, euro, "0.005").convert(new Money(25, yen));
    Money debt = rate(yen, euro, "0.005").convert(new Money(-25, yen));

    Check.that(credit.plus(debt).isZero(), "both are rounded by the same amount");
  }

  void theDigitsAreThoseOfTheOtherCurrency() {
    Check.equal("1235 JPY", rate(euro, yen, "100").convert(new Money(1235, euro)).toString());
  }

  void anotherCurrencyIsRefused() {
    Check.refused("does not convert", () -> rate(yen, euro, "1").convert(new Money(1, euro)));
    Check.refused("above zero", () -> rate(yen, euro, "0"));
  }

  private static Rate rate(Currency from, Currency to, String factor) {
    return new Rate(from, to, new BigDecimal(factor));
  }
}
JAVA
pace 0.5
done_claim "conversion by a rate, rounded $mode"
