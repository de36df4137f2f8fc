package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the parser knows at a place, to tell {@code start position} and {@code a-b} from
 * other uses of their words and symbols. Names are compared in a normal form: one space between
 * words, none around symbols.
 */
final class KnownNames {

  private static final Set<String> NAME_SYMBOLS = Set.of(".", "/", "-", "'", "+", "*", "**");
  private static final Set<String> PROPERTIES =
      Set.of("time offset", "start included", "end included");
  private static final KnownNames LANGUAGE = language();

  private final @Nullable KnownNames parent;
  private final Map<String, Integer> scopes = new HashMap<>();
  private final Map<String, String> spellings = new HashMap<>();
  private final Map<String, Integer> longest = new HashMap<>();

  KnownNames(Collection<String> names) {
    this(LANGUAGE);
    for (String name : names) {
      String normal = normalForm(name);
      declare(normal);
      spellings.put(normal, name);
    }
  }

  private KnownNames(@Nullable KnownNames parent) {
    this.parent = parent;
  }

  private static KnownNames language() {
    KnownNames names = new KnownNames((KnownNames) null);
    Builtins.names().forEach(names::declareMember);
    PROPERTIES.forEach(names::declareMember);
    return names;
  }

  /** Makes a name known, in a scope that {@link #forget} ends. */
  void declare(String name) {
    declareMember(name);
    scopes.merge(name, 1, Integer::sum);
  }

  void forget(String name) {
    scopes.merge(name, -1, Integer::sum);
  }

  /** Remembers a name that may follow a dot. */
  void declareMember(String name) {
    if (scopes.putIfAbsent(name, 0) == null) {
      List<Token> tokens = tokens(name);
      longest.merge(tokens.get(0).text(), tokens.size() - 1, Math::max);
    }
  }

  /** Returns whether a variable, parameter or entry of that name is in scope. */
  boolean isInScope(String name) {
    return scopes.getOrDefault(name, 0) > 0;
  }

  boolean isKnown(String name) {
    return scopes.containsKey(name) || (parent != null && parent.isKnown(name));
  }

  /** Returns a known name as the caller of the compiler wrote it. */
  String spelling(String name) {
    return spellings.getOrDefault(name, name);
  }

  /** Returns the largest number of tokens in a known name that starts with a word. */
  int longestFrom(String word) {
    int here = longest.getOrDefault(word, 1);
    return parent == null ? here : Math.max(here, parent.longestFrom(word));
  }

  static boolean isNameSymbol(Token token) {
    return token.kind() == TokenKind.SYMBOL && NAME_SYMBOLS.contains(token.text());
  }

  /** Returns whether a token can be part of a name after its first word. */
  static boolean isNamePart(Token token) {
    return token.isWord() || token.kind() == TokenKind.NUMBER || isNameSymbol(token);
  }

  /** Appends a token to a name in normal form. */
  static void append(StringBuilder name, Token token, Token previous) {
    boolean words = !isNameSymbol(token) && !isNameSymbol(previous);
    if (words && token.start() > previous.end()) {
      name.append(' ');
    }
    name.append(token.text());
  }

  private static String normalForm(String name) {
    List<Token> tokens = tokens(name);
    StringBuilder normal = new StringBuilder(tokens.get(0).text());
    for (int i = 1; i < tokens.size() - 1; i++) {
      append(normal, tokens.get(i), tokens.get(i - 1));
    }
    return normal.toString();
  }

  /** Cuts a name into tokens; a string that cannot be a name is one token, and never matches. */
  private static List<Token> tokens(String name) {
    try {
      List<Token> tokens = Lexer.tokens(new Source(name));
      if (tokens.subList(0, tokens.size() - 1).stream().allMatch(KnownNames::isNamePart)) {
        return tokens;
      }
    } catch (ExpressionException notAName) {
      // Keys of contexts and members of data may be any string.
    }
    Token whole = new Token(TokenKind.STRING, name, 0, name.length());
    return List.of(whole, new Token(TokenKind.END, "", name.length(), name.length()));
  }
}
