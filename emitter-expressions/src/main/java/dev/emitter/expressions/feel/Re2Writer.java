package dev.emitter.expressions.feel;

import java.util.List;

/**
 * Writes a regular expression in the syntax of RE2, with nothing but ranges, groups and repetitions
 * in it.
 */
final class Re2Writer {

  private final StringBuilder out = new StringBuilder();

  private Re2Writer() {}

  static String write(PatternTree tree) {
    Re2Writer writer = new Re2Writer();
    writer.append(tree);
    return writer.out.toString();
  }

  private void append(PatternTree tree) {
    if (tree instanceof PatternTree.OneOf one) {
      characters(one.characters());
    } else if (tree instanceof PatternTree.Sequence sequence) {
      sequence.parts().forEach(this::append);
    } else if (tree instanceof PatternTree.Choice choice) {
      branches(choice.branches());
    } else if (tree instanceof PatternTree.Group group) {
      out.append(group.number() > 0 ? "(" : "(?:");
      append(group.part());
      out.append(')');
    } else if (tree instanceof PatternTree.Repeat repeat) {
      repeat(repeat);
    } else if (tree instanceof PatternTree.Start) {
      out.append("\\A");
    } else if (tree instanceof PatternTree.End end) {
      out.append(end.ofLine() ? "(?m:$)" : "\\z");
    }
  }

  private void branches(List<PatternTree> branches) {
    out.append("(?:");
    for (int i = 0; i < branches.size(); i++) {
      out.append(i == 0 ? "" : "|");
      append(branches.get(i));
    }
    out.append(')');
  }

  private void repeat(PatternTree.Repeat repeat) {
    out.append("(?:");
    append(repeat.part());
    out.append("){").append(repeat.least()).append(',');
    out.append(repeat.most() < 0 ? "" : String.valueOf(repeat.most())).append('}');
    out.append(repeat.greedy() ? "" : "?");
  }

  private void characters(CodePoints set) {
    if (set.rangeCount() == 0) {
      out.append("[^\\x{0}-\\x{10FFFF}]");
      return;
    }
    out.append('[');
    for (int i = 0; i < set.rangeCount(); i++) {
      codePoint(set.first(i));
      out.append('-');
      codePoint(set.last(i));
    }
    out.append(']');
  }

  /** Most stand for themselves: RE2/J takes time by the square of the length. */
  private void codePoint(int c) {
    boolean plain = c >= 0x80 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    if (plain) {
      out.appendCodePoint(c);
    } else {
      out.append("\\x{").append(Integer.toHexString(c)).append('}');
    }
  }
}
