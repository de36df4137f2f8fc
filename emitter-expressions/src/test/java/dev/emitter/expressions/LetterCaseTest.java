package dev.emitter.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Case is changed as Java changes it, whatever the length of the text. */
final class LetterCaseTest {

  @Test
  void changesEveryCharacterAsJavaDoes() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c).append('x');
      }
    }

    for (int start = 0; start < all.length(); start += 10_000) {
      assertSame(all.substring(start, Math.min(start + 10_000, all.length())));
    }
  }

  @Test
  void changesTextsAsJavaDoes() {
    String letters = "aZß\u0130iIΣσς'. \u0307\u0345\uD83D\uDC0E\uD801\uDC00\uFB03ŉ";
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(2_000);
      while (text.length() < length) {
        text.append(letters.charAt(random.nextInt(letters.length()))); // also halves of pairs
      }
      assertSame(text.toString());
    }
  }

  private static void assertSame(String text) {
    assertThat(LetterCase.upper(text).equals(text.toUpperCase(Locale.ROOT))).as(text).isTrue();
    assertThat(LetterCase.lower(text).equals(text.toLowerCase(Locale.ROOT))).as(text).isTrue();
  }
}
