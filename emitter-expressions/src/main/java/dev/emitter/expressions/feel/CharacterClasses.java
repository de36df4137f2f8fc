package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The classes of characters that regular expressions name: XML Schema, appendix F. */
final class CharacterClasses {

  /**
   * Two letters of each general category, by the number that {@link Character#getType(int)} gives
   * it.
   */
  private static final List<String> CATEGORIES =
      List.of(
          "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp",
          "Cc", "Cf", "?", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi",
          "Pf");

  /** What was computed before; there are only so many categories and blocks. */
  private static final Map<String, CodePoints> COMPUTED = new ConcurrentHashMap<>();

  private static final CodePoints SPACE = CodePoints.of('\t', '\n', '\r', ' ');

  private CharacterClasses() {}

  /** Returns what a letter after a backslash stands for; null if it stands for no class. */
  static @Nullable CodePoints escape(char letter) {
    return switch (letter) {
      case 's' -> SPACE;
      case 'S' -> SPACE.complement();
      case 'd' -> property("Nd");
      case 'D' -> property("Nd").complement();
      case 'w' -> word();
      case 'W' -> word().complement();
      case 'i' -> nameStart();
      case 'I' -> nameStart().complement();
      case 'c' -> nameCharacters();
      case 'C' -> nameCharacters().complement();
      default -> null;
    };
  }

  /**
   * Returns a general category such as {@code Lu} or {@code L}, or a block such as {@code
   * IsBasicLatin}.
   */
  static CodePoints property(String name) {
    CodePoints known = COMPUTED.get(name);
    if (known != null) {
      return known;
    }
    CodePoints computed = name.startsWith("Is") ? block(name.substring(2)) : category(name);
    COMPUTED.put(name, computed);
    return computed;
  }

  private static CodePoints category(String name) {
    boolean known =
        !name.isEmpty() && CATEGORIES.stream().anyMatch(c -> c.equals(name) || c.startsWith(name));
    if (!known) {
      throw new PatternRefused("there is no category \\p{" + name + "}");
    }
    return CodePoints.matching(c -> CATEGORIES.get(Character.getType(c)).startsWith(name));
  }

  private static CodePoints block(String name) {
    Character.UnicodeBlock block;
    try {
      block = Character.UnicodeBlock.forName(name);
    } catch (IllegalArgumentException e) {
      throw new PatternRefused("there is no block \\p{Is" + name + "}");
    }
    return CodePoints.matching(c -> block.equals(Character.UnicodeBlock.of(c)));
  }

  private static CodePoints word() {
    return property("P").or(property("Z")).or(property("C")).complement();
  }

  private static CodePoints nameStart() {
    return property("L").or(property("Nl")).or(CodePoints.of('_', ':'));
  }

  private static CodePoints nameCharacters() {
    return nameStart().or(property("Nd")).or(property("M")).or(CodePoints.of('-', '.', 0xB7));
  }
}
