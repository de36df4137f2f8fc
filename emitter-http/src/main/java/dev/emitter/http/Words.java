package dev.emitter.http;

import java.time.Duration;

/** How messages say things. */
final class Words {

  private Words() {}

  /** Returns a time as a person says it, such as {@code 6 s} or {@code 500 ms}. */
  static String of(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
