package dev.emitter.cli;

import java.io.PrintStream;

/** Writes lines for a person, and one that shows progress, without mixing them. Thread-safe. */
final class Messages {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean showsProgress;
  private boolean progressShown;

  Messages(PrintStream err, boolean showsProgress) {
    this.err = err;
    this.showsProgress = showsProgress;
  }

  /** Writes a line; whatever the text holds, it is one. */
  synchronized void say(String text) {
    clear();
    err.println(Texts.oneLine(text));
  }

  /** Shows how far the work is, in place of what was shown before. */
  synchronized void progress(String text) {
    if (showsProgress) {
      progressShown = true;
      err.print(CLEAR + text);
      err.flush();
    }
  }

  boolean showsProgress() {
    return showsProgress;
  }

  private void clear() {
    if (progressShown) {
      progressShown = false;
      err.print(CLEAR);
    }
  }
}
