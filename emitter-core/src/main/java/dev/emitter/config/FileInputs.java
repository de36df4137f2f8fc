package dev.emitter.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that the placeholders of a definition stand for, as they were. Not thread-safe. */
final class FileInputs {

  private final Map<Path, Optional<Stamp>> stamps = new HashMap<>();

  void are(Set<Path> files) {
    stamps.clear();
    files.forEach(file -> stamps.put(file, Optional.ofNullable(Stamp.of(file))));
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
