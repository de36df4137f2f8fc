package dev.emitter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  private static String text(byte[] bytes, String type, boolean whole) {
    return AnswerText.of(ByteBuffer.wrap(bytes), type, whole);
  }

  @Test
  void readsByTheCharsetOfTheContentType() {
    byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = "Grüße".getBytes(StandardCharsets.UTF_16);

    assertThat(text(latin, "text/plain; charset=iso-8859-1", true)).isEqualTo("Grüße");
    assertThat(text(wide, "text/plain; charset=utf-16", true)).isEqualTo("Grüße");
    assertThat(text(latin, "text/plain", true)).isEqualTo("Gr\uFFFD\uFFFDe");
  }

  @Test
  void takesWhatIsNoCharsetForUtf8() {
    byte[] bytes = "Grüße".getBytes(StandardCharsets.UTF_8);

    assertThat(text(bytes, "text/plain; charset=nonsense", true)).isEqualTo("Grüße");
    assertThat(text(bytes, ";;;", true)).isEqualTo("Grüße");
  }

  @Test
  void leavesOutACharacterThatIsCutOff() {
    byte[] cut = {'a', (byte) 0xC3};

    assertThat(text(cut, "text/plain", false)).isEqualTo("a");
    assertThat(text(cut, "text/plain", true)).isEqualTo("a\uFFFD");
  }

  @Test
  void replacesControlCharactersButLineEndsAndTabs() {
    assertThat(AnswerText.harmless("a\r\nb\tc\rd\u001be\u0085f"))
        .isEqualTo("a\nb\tc\uFFFDd\uFFFDe\uFFFDf");
  }
}
