package dev.emitter.expressions.cesql;

import java.util.List;

/**
 * A pattern with {@code _}, which stands for one code point. Only the last {@code %} that was met
 * is ever tried again, so that the time it takes is at worst the product of the lengths, which the
 * run is charged for.
 */
final class WildcardPattern implements LikePattern {

  private final int[] pattern;

  WildcardPattern(List<Integer> parsed) {
    pattern = parsed.stream().mapToInt(c -> c).toArray();
  }

  @Override
  public boolean matches(Run run, String text) {
    int at = 0;
    int p = 0;
    int afterAny = -1;
    int resume = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (p < pattern.length && pattern[p] == ANY) {
        afterAny = ++p;
        resume = at;
      } else if (p < pattern.length && (pattern[p] == ONE || pattern[p] == c)) {
        p++;
        at += Character.charCount(c);
      } else if (afterAny >= 0) {
        run.chargeText(at - resume);
        p = afterAny;
        resume = text.offsetByCodePoints(resume, 1);
        at = resume;
      } else {
        return false;
      }
    }
    return onlyAnyFrom(p);
  }

  private boolean onlyAnyFrom(int start) {
    for (int i = start; i < pattern.length; i++) {
      if (pattern[i] != ANY) {
        return false;
      }
    }
    return true;
  }
}
