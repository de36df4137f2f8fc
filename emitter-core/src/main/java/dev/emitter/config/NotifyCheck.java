package dev.emitter.config;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import dev.emitter.delivery.Recipients;
import dev.emitter.problem.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds names in {@code notify} that nobody has. Thread-safe. */
record NotifyCheck(@Nullable Recipients recipients) {

  /** Takes what is wrong: where, what, and what to do. */
  @FunctionalInterface
  interface Finding {
    void add(String path, String message, @Nullable String hint);
  }

  /** Adds a finding for each name that stands for nobody, or whom the owner may not name. */
  void check(EmitterDefinition definition, Finding findings) {
    NotifySettings wanted = definition.notification();
    if (recipients == null || wanted == null) {
      return;
    }
    for (int i = 0; i < wanted.to().size(); i++) {
      check(wanted.to().get(i), JsonPaths.item("$.notify.to", i), definition.owner(), findings);
    }
  }

  private void check(String name, String path, @Nullable String owner, Finding findings) {
    Recipients known = recipients;
    if (known == null) {
      return;
    }
    String found = "found " + Found.text(name);
    try {
      if (!known.addresses(name, owner).isEmpty()) {
        return;
      }
    } catch (RuntimeException e) { // it is the application's
      findings.add(path, found + ", which could not be resolved: " + e, null);
      return;
    }
    // A user is not told whether there is a name that is not for them.
    List<String> names = known.names(owner);
    if (!names.isEmpty()) {
      findings.add(
          path,
          found + ", which is no recipient; known are " + String.join(", ", names),
          Suggestion.nearest(name, names));
    } else {
      findings.add(path, found + ", who is not known here", owner == null ? HINT : null);
    }
  }

  private static final String HINT =
      "give recipients by --recipients FILE, or by Emitters.builder().recipients(..)";
}
