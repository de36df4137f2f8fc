package dev.emitter.expressions.feel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    return name.startsWith("Is") ? block(name.substring(2)) : category(name);
  }

  private static CodePoints category(String name) {
    CodePoints category = Categories.ALL.get(name);
    if (category == null) {
      throw new PatternRefused("there is no category \\p{" + name + "}");
    }
    return category;
  }

  private static CodePoints block(String name) {
    try {
      return Blocks.ALL.getOrDefault(Character.UnicodeBlock.forName(name), CodePoints.NONE);
    } catch (IllegalArgumentException e) {
      throw new PatternRefused("there is no block \\p{Is" + name + "}");
    }
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

  /** All categories, of one letter and of two, found when one is first needed. */
  private static final class Categories {
    static final Map<String, CodePoints> ALL = all();

    private static Map<String, CodePoints> all() {
      Map<String, CodePoints> all = new HashMap<>();
      CodePoints.grouped(c -> CATEGORIES.get(Character.getType(c)))
          .forEach(
              (name, set) -> {
                all.put(name, set);
                all.merge(name.substring(0, 1), set, CodePoints::or);
              });
      return Map.copyOf(all);
    }
  }

  /** All blocks, found when one is first needed: a block has many spellings. */
  private static final class Blocks {
    static final Map<Character.UnicodeBlock, CodePoints> ALL =
        CodePoints.grouped(Character.UnicodeBlock::of);
  }
}
