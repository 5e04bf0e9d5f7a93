package dev.coppice.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"auth", "a.b_c-d", "0", "v1.2"})
  void aPlainIdIsItsOwnSlug(String plain) {
    assertThat(new ModuleId(plain).slug()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc",
        "a/b",
        "A",
        "größe",
        "a..b",
        "a.",
        "a.lock",
        "con",
        "aux.txt",
        "-rf",
        "a b",
        "データ"
      })
  void anyOtherIdGetsASafeSlugOfItsOwn(String odd) {
    String slug = new ModuleId(odd).slug();

    assertThat(slug).matches("[a-z0-9][a-z0-9-]*-[0-9a-f]{8}").isNotEqualTo(odd);
    assertThat(new ModuleId(odd + "x").slug()).isNotEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
  void whatCannotBePrintedIsNoId(String text) {
    assertThat(ModuleId.find(text)).isEmpty();
    assertThatThrownBy(() -> new ModuleId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdHasAtMostTwoHundredCharacters() {
    assertThat(ModuleId.find("n".repeat(200))).isPresent();
    assertThat(ModuleId.find("n".repeat(201))).isEmpty();
  }
}
