package dev.emitter.benchmarks.append;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A journal that takes part in a race.
 *
 * @param name what the table calls it
 * @param opener opens it
 */
public record Contestant(String name, Opener opener) {

  /** Opens a journal. */
  public interface Opener {

    /** Opens the journal in a directory that exists and is empty. */
    Journal open(Path directory) throws IOException;
  }
}
