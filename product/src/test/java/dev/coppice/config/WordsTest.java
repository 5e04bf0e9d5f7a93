package dev.coppice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations, sizes and near misses, as people write them.
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "1s,1000",
    "10m,600000",
    "1h30m,5400000",
    "2d,172800000",
    "1h1m1s1ms,3661001"
  })
  void aDurationIsAddedUpFromItsParts(String text, long millis) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "m", "1m1h", "1m 30s", "1m1m", "-1m", "1.5h", "1H", "9999999999s"})
  void whatIsNoDurationIsNotTakenForOne(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void aPrintedDurationReadsBack() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1, 1L << random.nextInt(1, 40)));
      assertThat(DurationText.parse(DurationText.of(duration))).contains(duration);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5GB,5000000000",
    "5GiB,5368709120",
    "1.5 MB,1500000",
    "0B,0",
    "7B,7",
    "2kB,2000",
    "1TiB,1099511627776"
  })
  void aSizeKnowsThousandsFrom1024s(String text, long bytes) {
    assertThat(DataSize.parse(text)).contains(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5gb", "GB", "-1GB", "5 XB", "999999999999TB"})
  void whatIsNoSizeIsNotTakenForOne(String text) {
    assertThat(DataSize.parse(text)).isEmpty();
  }

  @Test
  void aPrintedSizeReadsBack() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      DataSize size = new DataSize(random.nextLong(1L << random.nextInt(1, 49)));
      assertThat(DataSize.parse(size.toString())).contains(size);
    }
    assertThat(new DataSize(5L << 30)).hasToString("5GiB");
  }

  @ParameterizedTest
  @CsvSource({"idel,idle,1", "abc,abc,0", "'',abc,3", "kitten,sitting,3", "ab,ba,1"})
  void aSwapCountsAsOneEdit(String a, String b, int edits) {
    assertThat(NearestWord.distance(a, b)).isEqualTo(edits);
    assertThat(NearestWord.distance(b, a)).isEqualTo(edits);
  }

  @Test
  void aFarWordIsNoSuggestion() {
    List<String> words = List.of("agent", "agents", "loop");

    assertThat(NearestWord.to("Agents", words)).contains("agents");
    assertThat(NearestWord.to("agnt", words)).contains("agent");
    assertThat(NearestWord.to("pool", words)).contains("loop");
    assertThat(NearestWord.to("zebra", words)).isEmpty();
    assertThat(NearestWord.to("x", List.of("ab"))).isEmpty();
  }
}
