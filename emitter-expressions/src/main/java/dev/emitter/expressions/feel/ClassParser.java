package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Parses classes of characters in brackets, and what a backslash makes of a character. */
final class ClassParser {

  private static final String ESCAPABLE = "\\|.?*+(){}-[]^$";
  private static final int DEEPEST = 20;

  private final PatternCursor cursor;
  private final boolean ignoreCase;
  private int depth;

  ClassParser(PatternCursor cursor, boolean ignoreCase) {
    this.cursor = cursor;
    this.ignoreCase = ignoreCase;
  }

  /** Parses a class after its opening bracket. */
  CodePoints parse() {
    if (++depth > DEEPEST) {
      throw new PatternRefused("classes nest deeper than " + DEEPEST);
    }
    boolean negated = cursor.take('^');
    CodePoints set = CodePoints.NONE;
    CodePoints without = CodePoints.NONE;
    boolean empty = true;
    while (!cursor.peekIs(']')) {
      if (cursor.startsWith("-[") && !empty) {
        cursor.next();
        cursor.next();
        without = parse();
        break;
      }
      set = set.or(member());
      empty = false;
    }
    cursor.expect(']');
    depth--;
    if (empty) {
      throw new PatternRefused("a class of characters is empty");
    }
    return (negated ? set.complement() : set).minus(without);
  }

  private CodePoints member() {
    if (cursor.take('\\')) {
      CodePoints set = escapedClass();
      return set != null ? set : range(escapedCharacter());
    }
    int c = cursor.next();
    if (c == '[') {
      throw new PatternRefused("\"[\" in a class of characters must be written \"\\[\"");
    }
    return range(c);
  }

  /**
   * Parses the end of a range, if there is one; a hyphen at the end of a class stands for itself.
   */
  private CodePoints range(int first) {
    int last = first;
    if (cursor.peekIs('-') && !cursor.startsWith("-]") && !cursor.startsWith("-[")) {
      cursor.next();
      last = cursor.take('\\') ? escapedCharacter() : cursor.next();
    }
    if (last < first) {
      throw new PatternRefused("a range of characters is the wrong way round");
    }
    CodePoints set = CodePoints.range(first, last);
    return ignoreCase ? set.ignoringCase() : set;
  }

  /**
   * Reads a class after a backslash; returns null, without moving, if a single character is
   * escaped.
   */
  @Nullable CodePoints escapedClass() {
    int c = cursor.peek();
    if (c == 'p' || c == 'P') {
      cursor.next();
      cursor.expect('{');
      CodePoints property = CharacterClasses.property(cursor.until('}'));
      return c == 'p' ? property : property.complement();
    }
    CodePoints set = c < 0 || c > 'z' ? null : CharacterClasses.escape((char) c);
    if (set != null) {
      cursor.next();
    }
    return set;
  }

  int escapedCharacter() {
    int c = cursor.next();
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> {
        if (ESCAPABLE.indexOf(c) < 0) {
          throw new PatternRefused("\"\\" + Character.toString(c) + "\" means nothing");
        }
        yield c;
      }
    };
  }
}
