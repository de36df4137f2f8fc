package dev.emitter.kafka;

import org.apache.kafka.common.config.types.Password;

/** Writes the entries by which Kafka's login modules get their credentials. */
final class Jaas {

  private final StringBuilder entry;

  private Jaas(String module) {
    this.entry = new StringBuilder(module).append(" required");
  }

  /** Starts the entry of a login module. */
  static Jaas of(String module) {
    return new Jaas(module);
  }

  /** Adds an option; the value may hold any character. */
  Jaas with(String option, String value) {
    entry.append(' ').append(option).append('=').append(quoted(value));
    return this;
  }

  /** Returns the entry, which Kafka does not print. */
  Password toPassword() {
    return new Password(entry + ";");
  }

  /** Quotes a value as the parser of the entry reads it, which ends a string at a line break. */
  static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        + '"';
  }
}
