package dev.emitter.expressions.feel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression that RE2/J runs, in time linear in the text. */
final class LinearExpression implements RegularExpression {

  private static final int CHARACTERS_PER_STEP = 8;

  private final Pattern pattern;
  private final int groups;
  private final int size;

  LinearExpression(PatternParser.Parsed parsed, int size) {
    this.groups = parsed.groups();
    this.size = size;
    try {
      this.pattern = Pattern.compile(Re2Writer.write(parsed.tree()));
    } catch (PatternSyntaxException e) {
      throw new PatternRefused("it repeats too often");
    }
  }

  @Override
  public int groups() {
    return groups;
  }

  private int steps(int characters) {
    return (int)
        Math.min(Integer.MAX_VALUE - 1, 1 + (long) characters * size / CHARACTERS_PER_STEP);
  }

  @Override
  public int @Nullable [] find(Run run, String text, int from) {
    run.require(steps(text.length() - from));
    Matcher matcher = pattern.matcher(text);
    boolean found = matcher.find(from);
    run.charge(steps((found ? matcher.end() : text.length()) - from));
    if (!found) {
      return null;
    }
    int[] match = new int[2 * groups + 2];
    for (int i = 0; i <= groups; i++) {
      match[2 * i] = matcher.start(i);
      match[2 * i + 1] = matcher.end(i);
    }
    return match;
  }
}
