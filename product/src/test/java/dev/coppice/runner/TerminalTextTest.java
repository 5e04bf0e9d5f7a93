package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void whatIsPlainStaysTheSameObject() {
    String text = "plain ü\twith\ntabs 𝄞";

    assertThat(TerminalText.plain(text)).isSameAs(text);
  }

  @Test
  void sequencesAreRemovedAndTextIsKept() {
    assertThat(TerminalText.plain("\u001b[1;31mred\u001b[0m end")).isEqualTo("red end");
    assertThat(TerminalText.plain("a\u001b]0;title\u0007b")).isEqualTo("ab");
    assertThat(TerminalText.plain("a\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\b"))
        .isEqualTo("alinkb");
    assertThat(TerminalText.plain("a\u001bPq#0;2\u001b\\b")).isEqualTo("ab");
    assertThat(TerminalText.plain("a\u001b(Bb\u001b=c\u009b2Jd")).isEqualTo("abcd");
    assertThat(TerminalText.plain("a\r\b\u0007\u007fb")).isEqualTo("ab");
  }

  @Test
  void anUnfinishedSequenceSwallowsOnlyItself() {
    assertThat(TerminalText.plain("a\u001b")).isEqualTo("a");
    assertThat(TerminalText.plain("a\u001b[12")).isEqualTo("a");
    assertThat(TerminalText.plain("a\u001b[12\u001b[mb")).isEqualTo("ab");
    assertThat(TerminalText.plain("a\u001b]52;c;b\u001b[mc")).isEqualTo("ac");
  }

  @Test
  void noControlCharacterSurvivesAnyInput() {
    Random random = new Random(11);
    String alphabet = "\u001b\u009b\u009c\u0090\u0007[]P\\;0mab(^_\r\n\t";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(TerminalText.plain(text.toString()))
          .as(text.toString())
          .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    }
  }
}
