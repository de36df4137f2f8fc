package dev.emitter.file;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.slf4j.Logger;

/** Closes what has nothing left to write. */
final class Quietly {

  private static final Logger LOG = Loggers.of(Quietly.class);

  private Quietly() {}

  static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a file failed", e);
    }
  }
}
