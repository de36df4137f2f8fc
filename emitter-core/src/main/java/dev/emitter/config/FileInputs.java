package dev.emitter.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that the placeholders of a definition stand for, as they were. Not thread-safe. */
final class FileInputs {

  private Map<Path, Optional<Stamp>> stamps = Map.of();

  void are(Set<Path> files) {
    Map<Path, Optional<Stamp>> now = new HashMap<>();
    files.forEach(file -> now.put(file, Optional.ofNullable(Stamp.of(file))));
    stamps = Map.copyOf(now);
  }

  boolean isEmpty() {
    return stamps.isEmpty();
  }

  boolean changed() {
    for (Map.Entry<Path, Optional<Stamp>> input : stamps.entrySet()) {
      if (!input.getValue().equals(Optional.ofNullable(Stamp.of(input.getKey())))) {
        return true;
      }
    }
    return false;
  }
}
