package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExpressionBudget;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Constants are evaluated when an expression is compiled only as far as its length allows. */
@Tag("safety")
final class FoldingTest {

  @Test
  void allConstantsOfAnExpressionShareTheirSteps() {
    int most = 1_000;

    assertThat(evaluated("short", most)).isBetween(10, 20);
    assertThat(evaluated("x".repeat(5_000), most)).isBetween(90, 100);
  }

  /** Returns how many constants are evaluated of which each takes so many steps. */
  private static int evaluated(String text, int steps) {
    Folding folding = new Folding(new Source(text));
    Node costly =
        run -> {
          run.charge(steps);
          return 1L;
        };
    int evaluated = 0;
    while (folding.evaluate(costly, ExpressionBudget.forUsers()) != null) {
      evaluated++;
    }
    return evaluated;
  }

  @Test
  void patternsBeyondThemAreCompiledWhenTheyAreUsed() {
    String one = "matches(text, \"\\w+\\w+c\")";
    String all = one + (" and " + one).repeat(200);

    FeelExpression compiled =
        Feel.compile(all, FeelOptions.defaults(), ExpressionBudget.forUsers());

    assertThat(compiled.evaluate(new MapData(Map.of("text", "abc"))).isTrue()).isTrue();
  }
}
