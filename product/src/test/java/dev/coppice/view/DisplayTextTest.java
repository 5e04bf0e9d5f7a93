package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

class DisplayTextTest {
  @Test
  void escapeSequencesAndControlCharactersGo() {
    assertThat(DisplayText.line("a\u001b[31mb\u001b[0mc")).isEqualTo("abc");
    assertThat(DisplayText.line("\u001b]0;title\u0007name")).isEqualTo("name");
    assertThat(DisplayText.line("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\"))
        .isEqualTo("link");
    assertThat(DisplayText.line("\u009b2Jx\u0000\u0007")).isEqualTo("x");
    assertThat(DisplayText.line("\u001b]0;never ended")).isEqualTo("0;never ended");
    assertThat(DisplayText.line("\u001bcreset")).isEqualTo("reset");
  }

  @Test
  void whiteSpaceOfAnyKindIsOneSpace() {
    assertThat(DisplayText.line(" a\r\n\t b\u2028c\u3000d ")).isEqualTo("a b c d");
  }

  @Test
  void nothingInvisibleTurnsTheTextAround() {
    assertThat(DisplayText.line("a\u202eb\u200dc\ufeffd")).isEqualTo("abcd");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndAccentsNone() {
    assertThat(DisplayText.width("abc")).isEqualTo(3);
    assertThat(DisplayText.width("日本")).isEqualTo(4);
    assertThat(DisplayText.width("👍")).isEqualTo(2);
    assertThat(DisplayText.width("x\u0330")).isEqualTo(1);
    assertThat(DisplayText.width("●═█↻…")).isEqualTo(5);
  }

  @Test
  void whatIsCutShowsAnEllipsisAndNeverHalfACharacter() {
    assertThat(DisplayText.cut("abcdef", 4)).isEqualTo("abc…");
    assertThat(DisplayText.cut("abcd", 4)).isEqualTo("abcd");
    assertThat(DisplayText.cut("日本語", 4)).isEqualTo("日…");
    assertThat(DisplayText.fit("日本語", 5)).isEqualTo("日本…");
    assertThat(DisplayText.fit("日本語", 4)).isEqualTo("日… ");
    assertThat(DisplayText.cut("abc", 0)).isEmpty();
  }

  @Test
  void whateverIsFittedTakesExactlyTheColumnsAlsoByAnotherMeasure() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      int columns = random.nextInt(40);
      String fitted = DisplayText.fit(HostileText.of(random), columns);

      assertThat(DisplayText.width(fitted)).isEqualTo(columns);
      assertThat(fitted.codePoints())
          .as(fitted)
          .noneMatch(point ->
              Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }
  }

  @Test
  void widthsAgreeWithATerminalLibraryWhereTerminalsAgree() {
    for (int point = 0x20; point < 0x30000; point++) {
      if (isCommon(point)) {
        assertThat(CharacterWidth.of(point)).as("U+%04X", point).isEqualTo(WCWidth.wcwidth(point));
      }
    }
  }

  /// Letters and ideographs in use, box drawing, the usual pictures.
  private static boolean isCommon(int point) {
    return (point <= 0x2FF && !Character.isISOControl(point) && point != 0xAD)
        || (point >= 0x370 && point < 0x482)
        || (point >= 0x2500 && point < 0x25A0)
        || (point >= 0x3041 && point < 0x3097)
        || (point >= 0x4E00 && point < 0x9FA6)
        || (point >= 0xAC00 && point < 0xD7A4)
        || (point >= 0xFF01 && point < 0xFF61)
        || (point >= 0x1F400 && point < 0x1F43F)
        || (point >= 0x1F600 && point < 0x1F650)
        || (point >= 0x20000 && point < 0x2A6D7);
  }
}
