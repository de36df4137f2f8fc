package dev.emitter.console;

/**
 * A stream of the process. Each is held while it is written, so that no two emitters mix their
 * events, and by itself, so that one whose reader is stuck stops no emitter on the other.
 */
enum StandardStream {
  OUT("standard output"),
  ERR("standard error");

  private final String words;

  StandardStream(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
