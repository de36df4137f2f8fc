package dev.emitter.log.disk;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what thousands of damaged logs say out of the build's output. */
final class QuietLogging implements AutoCloseable {

  private final Logger logger = Logger.getLogger(DiskEventLog.class.getName());
  private final Level before = logger.getLevel();

  QuietLogging() {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.setLevel(before);
  }
}
