package dev.emitter.expressions.cesql;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of texts with {@code %} between them. The first text found is as good as any other, so
 * that the time it takes is linear.
 */
final class LiteralPattern implements LikePattern {

  private final String prefix;
  private final List<Needle> needles;
  private final String suffix;
  private final boolean exact;

  private LiteralPattern(List<String> texts) {
    this.exact = texts.size() == 1;
    this.prefix = texts.get(0);
    this.suffix = texts.get(texts.size() - 1);
    this.needles =
        texts.subList(1, Math.max(1, texts.size() - 1)).stream()
            .filter(text -> !text.isEmpty())
            .map(Needle::new)
            .toList();
  }

  static LiteralPattern of(List<Integer> parsed) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int c : parsed) {
      if (c == ANY) {
        texts.add(text.toString());
        text.setLength(0);
      } else {
        text.appendCodePoint(c);
      }
    }
    texts.add(text.toString());
    return new LiteralPattern(texts);
  }

  @Override
  public boolean matches(Run run, String text) {
    if (exact) {
      return text.equals(prefix);
    }
    int end = text.length() - suffix.length();
    if (prefix.length() > end || !text.startsWith(prefix) || !text.endsWith(suffix)) {
      return false;
    }
    int at = prefix.length();
    for (int i = 0; i < needles.size() && at >= 0; i++) {
      at = needles.get(i).endIn(text, at, end);
    }
    return at >= 0;
  }
}
