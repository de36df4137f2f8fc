package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExpressionBudget;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Patterns of LIKE, against the regular expressions that say the same: section 3.4.3. */
class CesqlLikeTest {

  private static final ExpressionBudget BUDGET = ExpressionBudget.forUsers();

  private final Random random = new Random(7);

  @Test
  void agreesWithRegularExpressions() {
    int matches = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern = letters("ab%_\\😀", 7);
      String text = letters("aab%_\\😀", 9);
      boolean expected = Pattern.compile(regex(pattern), Pattern.DOTALL).matcher(text).matches();

      assertThat(LikePattern.of(pattern).matches(run(text), text))
          .as("%s LIKE %s", text, pattern)
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches).isGreaterThan(1_000);
  }

  @Test
  void takesEveryCharacterForAWildcard() {
    MapEvent event = MapEvent.with(Map.of("x", "a\nb\r"));

    assertThat(Cesql.compile("x LIKE 'a_b%'", BUDGET).matches(event)).isTrue();
  }

  private static Run run(String text) {
    return new Run(NoEvent.INSTANCE, new Source(text), BUDGET);
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      int c = pattern.codePointAt(at);
      String rest = pattern.substring(at);
      if (rest.startsWith("\\%") || rest.startsWith("\\_")) {
        regex.append(rest.charAt(1));
        at += 2;
        continue;
      }
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)));
      at += Character.charCount(c);
    }
    return regex.toString();
  }

  private String letters(String alphabet, int most) {
    int[] letters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most); length > 0; length--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
