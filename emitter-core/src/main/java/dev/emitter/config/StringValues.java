package dev.emitter.config;

import dev.emitter.definition.Secret;
import org.jspecify.annotations.Nullable;

/** What the strings of a document stand for: themselves, or text with placeholders. */
interface StringValues {

  /** Returns what a string stands for, or null after adding a fault. */
  @Nullable String text(String written, String path, Faults faults);

  /** Returns the secret that a string stands for, or null after adding a fault. */
  @Nullable Secret secret(String written, String path, Faults faults);

  /** Returns the strings of a document without placeholders: each stands for itself. */
  static StringValues asWritten() {
    return new StringValues() {
      @Override
      public String text(String written, String path, Faults faults) {
        return written;
      }

      @Override
      public Secret secret(String written, String path, Faults faults) {
        return Secret.of(written);
      }
    };
  }

  /** Returns the strings of a user's definition, where what looks like a placeholder is refused. */
  static StringValues ofUser() {
    return new StringValues() {
      @Override
      public @Nullable String text(String written, String path, Faults faults) {
        if (written.contains("${env:") || written.contains("${file:")) {
          faults.add(
              path,
              "found a placeholder; ${env:..} and ${file:..} are for the files of operators only",
              "write the value itself");
          return null;
        }
        return written;
      }

      @Override
      public @Nullable Secret secret(String written, String path, Faults faults) {
        String value = text(written, path, faults);
        return value == null ? null : Secret.of(value);
      }
    };
  }
}
