package dev.coppice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromptTemplateTest {
  private static final PromptTemplate GREETING =
      new PromptTemplate("greeting", "Hello {{name}}, {{name}}! {{rest}}");

  @Test
  void everySlotIsFilledWhereverItStands() {
    assertThat(GREETING.render(Map.of("name", "Ann", "rest", ""))).isEqualTo("Hello Ann, Ann! ");
  }

  @Test
  void aSlotWithoutAValueIsAnError() {
    assertThatThrownBy(() -> GREETING.render(Map.of("name", "Ann")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("greeting")
        .hasMessageContaining("{{rest}}");
  }

  @Test
  void aValueWithoutASlotIsAnErrorToo() {
    assertThatThrownBy(() -> GREETING.render(Map.of("name", "Ann", "rest", "", "evidence", "red")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evidence");
  }

  @Test
  void valuesAreTakenAsTheyAre() {
    assertThat(GREETING.render(Map.of("name", "{{rest}}", "rest", "$1 \\ {{name}} {{other}}")))
        .isEqualTo("Hello {{rest}}, {{rest}}! $1 \\ {{name}} {{other}}");
  }
}
