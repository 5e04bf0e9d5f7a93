# Makes a real mistake at first, and mends it when the prompt names the test that shows it.
quarter='month / 3 + 1'
if [ "$COPPICE_TRY" -gt 1 ] && prompt_says decemberIsInTheFourthQuarter; then
  note "December came out as the fifth quarter: the months of a quarter begin at 1"
  quarter='(month - 1) / 3 + 1'
fi

progress 15 "a period is a year, a quarter or a month"
pace 1
cat >src/ledger/Period.java <<JAVA
package ledger;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/** A year, a quarter or a month: from its first day to its last, both included. */
record Period(LocalDate first, LocalDate last) {
  /** Reads {@code 2026}, {@code 2026-Q4} or {@code 2026-12}. */
  static Period parse(String text) {
    try {
      if (text.matches("[0-9]{4}")) {
        return of(YearMonth.of(Integer.parseInt(text), 1), 12);
      }
      if (text.matches("[0-9]{4}-Q[1-4]")) {
        int month = (text.charAt(6) - '1') * 3 + 1;
        return of(YearMonth.of(Integer.parseInt(text.substring(0, 4)), month), 3);
      }
      return of(YearMonth.parse(text), 1);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "A period is written like 2026, 2026-Q4 or 2026-12, not \"" + text + "\".");
    }
  }

  /** The quarter of the year, 1 to 4. */
  static int quarterOf(LocalDate day) {
    int month = day.getMonthValue();
    return $quarter;
  }

  /** The quarter that holds the day. */
  static Period quarterHolding(LocalDate day) {
    return parse(day.getYear() + "-Q" + quarterOf(day));
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static Period of(YearMonth start, int months) {
    return new Period(start.atDay(1), start.plusMonths(months - 1L).atEndOfMonth());
  }
}
JAVA
progress 60 "its tests"
pace 1
cat >test/ledger/PeriodTest.java <<'JAVA'
package ledger;

import java.time.LocalDate;

final class PeriodTest {
  void aMonthEndsOnItsLastDay() {
    Check.equal(LocalDate.of(2028, 2, 29), Period.parse("2028-02").last());
  }

  void aYearHoldsItsFirstAndLastDay() {
    Period year = Period.parse("2026");

    Check.that(year.contains(LocalDate.of(2026, 1, 1)), "the first day");
    Check.that(year.contains(LocalDate.of(2026, 12, 31)), "the last day");
    Check.that(!year.contains(LocalDate.of(2027, 1, 1)), "not the day after");
  }

  void aQuarterHasThreeMonths() {
    Period quarter = Period.parse("2026-Q4");

    Check.equal(LocalDate.of(2026, 10, 1), quarter.first());
    Check.equal(LocalDate.of(2026, 12, 31), quarter.last());
  }

  void januaryIsInTheFirstQuarter() {
    Check.equal(1, Period.quarterOf(LocalDate.of(2026, 1, 1)));
  }

  void decemberIsInTheFourthQuarter() {
    LocalDate day = LocalDate.of(2026, 12, 31);

    Check.equal(4, Period.quarterOf(day));
    Check.that(Period.quarterHolding(day).contains(day), "it lies in the quarter that holds it");
  }

  void whatIsNoPeriodIsRefused() {
    Check.refused("2026-Q5", () -> Period.parse("2026-Q5"));
    Check.refused("soon", () -> Period.parse("soon"));
  }
}
JAVA
pace 0.5
done_claim "periods with their first and last day"
