package dev.emitter.benchmarks.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Markdown page with places for what is measured: everything between {@code <!-- measured NAME
 * -->} and the next {@code <!-- end -->} is replaced, the rest is a person's. Not thread-safe.
 */
final class Page {

  private static final String END = "<!-- end -->";

  private final Path file;
  private String text;

  private Page(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readString(file, StandardCharsets.UTF_8));
  }

  boolean hasPlaceFor(String name) {
    int start = text.indexOf(start(name));
    return start >= 0 && text.indexOf(END, start) > start;
  }

  /**
   * Puts something into its place, and writes the page.
   *
   * @throws IllegalArgumentException if the page has no such place
   */
  void put(String name, String content) throws IOException {
    if (!hasPlaceFor(name)) {
      throw new IllegalArgumentException(
          file + ": has no place for " + name + "; add " + start(name) + " and " + END);
    }
    int from = text.indexOf(start(name)) + start(name).length();
    text =
        text.substring(0, from) + "\n\n" + content + "\n" + text.substring(text.indexOf(END, from));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static String start(String name) {
    return "<!-- measured " + name + " -->";
  }
}
