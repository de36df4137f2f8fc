package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses regular expressions: XML Schema, appendix F, with the additions of XPath functions 5.6.1.
 */
final class PatternParser {

  private static final int DEEPEST = 50;
  private static final CodePoints LINE_ENDS = CodePoints.of('\n', '\r');

  private final PatternCursor cursor;
  private final PatternFlags flags;
  private final ClassParser classes;
  private final Set<Integer> closedGroups = new HashSet<>();
  private int groups;
  private int depth;

  private PatternParser(String pattern, PatternFlags flags) {
    this.cursor = new PatternCursor(pattern);
    this.flags = flags;
    this.classes = new ClassParser(cursor, flags.ignoreCase());
  }

  record Parsed(PatternTree tree, int groups, boolean ignoreCase) {}

  static Parsed parse(String pattern, PatternFlags flags) {
    PatternParser parser = new PatternParser(flags.effective(pattern), flags);
    PatternTree tree = flags.literal() ? parser.literals() : parser.choice();
    if (!parser.cursor.atEnd()) {
      throw new PatternRefused("\")\" closes nothing");
    }
    return new Parsed(tree, parser.groups, flags.ignoreCase());
  }

  private PatternTree literals() {
    List<PatternTree> parts = new ArrayList<>();
    while (!cursor.atEnd()) {
      parts.add(one(cursor.next()));
    }
    return new PatternTree.Sequence(parts);
  }

  private PatternTree one(int c) {
    CodePoints set = CodePoints.of(c);
    return new PatternTree.OneOf(flags.ignoreCase() ? set.ignoringCase() : set);
  }

  private PatternTree choice() {
    if (++depth > DEEPEST) {
      throw new PatternRefused("groups nest deeper than " + DEEPEST);
    }
    List<PatternTree> branches = new ArrayList<>();
    do {
      branches.add(sequence());
    } while (cursor.take('|'));
    depth--;
    return branches.size() == 1 ? branches.get(0) : new PatternTree.Choice(branches);
  }

  private PatternTree sequence() {
    List<PatternTree> parts = new ArrayList<>();
    while (!cursor.atEnd() && cursor.peek() != '|' && cursor.peek() != ')') {
      parts.add(repeat(atom()));
    }
    return new PatternTree.Sequence(parts);
  }

  private PatternTree repeat(PatternTree atom) {
    int least;
    int most;
    if (cursor.take('*')) {
      least = 0;
      most = -1;
    } else if (cursor.take('+')) {
      least = 1;
      most = -1;
    } else if (cursor.take('?')) {
      least = 0;
      most = 1;
    } else if (cursor.take('{')) {
      least = cursor.number();
      most = !cursor.take(',') ? least : cursor.peekIs('}') ? -1 : cursor.number();
      cursor.expect('}');
    } else {
      return atom;
    }
    if (most >= 0 && most < least) {
      throw new PatternRefused("a repetition's limits are the wrong way round");
    }
    return new PatternTree.Repeat(atom, least, most, !cursor.take('?'));
  }

  private PatternTree atom() {
    int c = cursor.next();
    return switch (c) {
      case '.' -> new PatternTree.OneOf(flags.dotAll() ? CodePoints.ALL : LINE_ENDS.complement());
      case '^' -> new PatternTree.Start(flags.lines());
      case '$' -> new PatternTree.End(flags.lines());
      case '(' -> group();
      case '[' -> new PatternTree.OneOf(classes.parse());
      case '\\' -> escape();
      case '*', '+', '?', '{', '}', ']' ->
          throw new PatternRefused(
              "\"" + (char) c + "\" must be written \"\\" + (char) c + "\" here");
      default -> one(c);
    };
  }

  private PatternTree group() {
    int number = 0;
    if (cursor.take('?')) {
      if (!cursor.take(':')) {
        throw new PatternRefused("only groups \"(...)\" and \"(?:...)\" are supported");
      }
    } else {
      number = ++groups;
    }
    PatternTree part = choice();
    cursor.expect(')');
    closedGroups.add(number);
    return new PatternTree.Group(part, number);
  }

  private PatternTree escape() {
    if (cursor.peek() >= '1' && cursor.peek() <= '9') {
      return backReference();
    }
    if (cursor.peek() == '0') {
      throw new PatternRefused("\"\\0\" refers to no group");
    }
    CodePoints set = classes.escapedClass();
    return set == null ? one(classes.escapedCharacter()) : new PatternTree.OneOf(set);
  }

  /** Reads as many digits as make a group that exists. */
  private PatternTree backReference() {
    int number = cursor.next() - '0';
    while (!cursor.atEnd() && Character.digit(cursor.peek(), 10) >= 0 && number * 10 <= groups) {
      int longer = number * 10 + Character.digit(cursor.peek(), 10);
      if (longer > groups) {
        break;
      }
      number = longer;
      cursor.next();
    }
    if (!closedGroups.contains(number)) {
      throw new PatternRefused("\"\\" + number + "\" refers to no group before it");
    }
    return new PatternTree.BackReference(number);
  }
}
