package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.schedule.Decision.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "a/b",
        "a\\b",
        "a\nb",
        "a\u0000",
        "a\u001b[31m",
        "a\u202eb",
        "a\u2028b",
        "\ud800",
        "0123456789012345678901234567890123456789012345678901234567890123x",
      })
  void aNameThatWouldDoHarmIsRefused(String name) {
    var refused =
        catchThrowableOfType(OrchestrationException.class, () -> SystemName.requireGood(name));

    assertThat(refused.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refused.getMessage()).startsWith("systemId ");
    assertThat(refused.remedy()).contains("64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ledger",
        "Böckler & Söhne",
        "..",
        "账本",
        "0123456789012345678901234567890123456789012345678901234567890123",
      })
  void anyOtherNameIsGood(String name) {
    assertThatCode(() -> SystemName.requireGood(name)).doesNotThrowAnyException();
  }

  @Test
  void whateverAFolderIsCalledASystemCanBeNamedAfterIt() {
    assertThat(SystemName.ofFolder("ledger")).isEqualTo("ledger");
    assertThat(SystemName.ofFolder("a\nb\\c")).isEqualTo("a-b-c");
    assertThat(SystemName.ofFolder("")).isEqualTo("system");
    assertThat(SystemName.ofFolder("x".repeat(255))).hasSize(64);
  }
}
