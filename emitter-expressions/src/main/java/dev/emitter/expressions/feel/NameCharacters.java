package dev.emitter.expressions.feel;

/** The characters of names: grammar rules 28 and 29. */
final class NameCharacters {

  private NameCharacters() {}

  static boolean startsName(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?';
    }
    return startsNameBeyondAscii(c);
  }

  static boolean continuesName(int c) {
    return startsName(c)
        || (c >= '0' && c <= '9')
        || c == 0xB7
        || within(c, 0x0300, 0x036F)
        || within(c, 0x203F, 0x2040);
  }

  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0D)
        || c == ' '
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || c == 0x180E
        || within(c, 0x2000, 0x200B)
        || within(c, 0x2028, 0x2029)
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000
        || c == 0xFEFF;
  }

  private static boolean startsNameBeyondAscii(int c) {
    return within(c, 0xC0, 0xD6)
        || within(c, 0xD8, 0xF6)
        || within(c, 0xF8, 0x2FF)
        || within(c, 0x370, 0x37D)
        || within(c, 0x37F, 0x1FFF)
        || within(c, 0x200C, 0x200D)
        || within(c, 0x2070, 0x218F)
        || within(c, 0x2C00, 0x2FEF)
        || within(c, 0x3001, 0xD7FF)
        || within(c, 0xF900, 0xFDCF)
        || within(c, 0xFDF0, 0xFFFD)
        || within(c, 0x10000, 0xEFFFF);
  }

  private static boolean within(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
