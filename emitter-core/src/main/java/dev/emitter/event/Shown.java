package dev.emitter.event;

/** Shows a value in a message so that it cannot break a line of a log or fill it. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** Returns the text in quotes, shortened, with {@code ?} for what cannot be seen. */
  static String quoted(String text) {
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder shown = new StringBuilder("\"");
    head.codePoints().map(point -> isVisible(point) ? point : '?').forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
