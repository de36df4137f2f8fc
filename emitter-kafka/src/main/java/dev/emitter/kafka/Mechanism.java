package dev.emitter.kafka;

import dev.emitter.definition.Identity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How an identity proves itself to the brokers: a SASL mechanism. */
enum Mechanism {
  /** User and password, sent through TLS. */
  PLAIN("PLAIN", Identity.Basic.class),
  /** User and password, which does not travel. */
  SCRAM_256("SCRAM-SHA-256", Identity.Basic.class),
  /** User and password, which does not travel. */
  SCRAM_512("SCRAM-SHA-512", Identity.Basic.class),
  /** A token that an OAuth 2 server gives. */
  OAUTHBEARER("OAUTHBEARER", Identity.OAuth2.class);

  private final String saslName;
  private final Class<? extends Identity> takes;

  Mechanism(String saslName, Class<? extends Identity> takes) {
    this.saslName = saslName;
    this.takes = takes;
  }

  /** Returns its registered name. */
  String saslName() {
    return saslName;
  }

  /** Returns whether it can use an identity. */
  boolean takes(Identity identity) {
    return takes.isInstance(identity);
  }

  /** Returns the names of all. */
  static String[] names() {
    return Arrays.stream(values()).map(Mechanism::saslName).toArray(String[]::new);
  }

  /** Returns the one of this name. */
  static Mechanism named(String saslName) {
    return Arrays.stream(values())
        .filter(one -> one.saslName.equals(saslName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("sasl = " + saslName));
  }

  /** Returns the usual one for an identity, or null if none can use it. */
  static @Nullable Mechanism usualFor(Identity identity) {
    return identity instanceof Identity.Basic
        ? PLAIN
        : identity instanceof Identity.OAuth2 ? OAUTHBEARER : null;
  }
}
