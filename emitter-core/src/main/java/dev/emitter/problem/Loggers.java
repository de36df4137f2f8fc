package dev.emitter.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the loggers of the library and its channels: what they are told is {@link Printable}, the
 * messages of exceptions too, so that no event, definition or receiver can forge a line of a log.
 * Thread-safe.
 */
public final class Loggers {

  private Loggers() {}

  /** Returns the logger of a class. */
  public static Logger of(Class<?> type) {
    return new PrintableLogger(LoggerFactory.getLogger(type));
  }

  /** Returns the logger of a name, such as that of a library that is used. */
  public static Logger of(String name) {
    return new PrintableLogger(LoggerFactory.getLogger(name));
  }
}
