package dev.emitter.docs;

/**
 * A fenced block of a page, or a comment that holds what a reader need not see.
 *
 * @param page the page, as a path from the root of the project
 * @param line the line of the page on which its text begins, counted from 1
 * @param language what it is written in, such as {@code java}
 * @param kind what the first line says beside the language; empty if nothing
 * @param text its text, each line ended by a line feed
 * @param hidden whether it is a comment
 */
record Block(String page, int line, String language, String kind, String text, boolean hidden) {

  /** Returns where it begins, for messages. */
  String place() {
    return page + ":" + line;
  }

  /** Returns the first line of the page that it covers, as a name for a test. */
  String title() {
    return place() + " " + (language + " " + kind).strip();
  }
}
