package dev.emitter.webhook;

import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemes by which requests are signed. */
enum Signing {
  /** Standard Webhooks 1.0, several secrets at once. */
  STANDARD("standard"),
  /** That of GitHub: X-Hub-Signature-256, one secret. */
  GITHUB("github"),
  /** That of Flow Production Tracking: X-SG-SIGNATURE, one secret. */
  FLOW_PRODUCTION_TRACKING("flow-production-tracking");

  private final String id;

  Signing(String id) {
    this.id = id;
  }

  /**
   * Returns the scheme of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Signing of(String scheme) {
    for (Signing signing : values()) {
      if (signing.id.equals(scheme)) {
        return signing;
      }
    }
    throw new IllegalArgumentException(
        "scheme = '" + scheme + "'; allowed: standard, github, flow-production-tracking");
  }

  /** Returns a signer that reads the secrets each time it signs. */
  RequestSigner signer(List<Secret> secrets) {
    List<Secret> copy = List.copyOf(secrets);
    return switch (this) {
      case STANDARD -> new StandardSigner(copy);
      case GITHUB, FLOW_PRODUCTION_TRACKING -> new BodySigner(bodyScheme(), copy);
    };
  }

  /**
   * How a scheme signs the body alone.
   *
   * @param header the header that has the signature
   * @param prefix what it begins with
   * @param algorithm the name of the algorithm in the JVM
   */
  record BodyScheme(String header, String prefix, String algorithm) {}

  /**
   * Returns how this scheme signs the body alone.
   *
   * @throws IllegalStateException if it signs more than that
   */
  BodyScheme bodyScheme() {
    return switch (this) {
      case STANDARD -> throw new IllegalStateException(id + " signs more than the body");
      case GITHUB -> new BodyScheme("X-Hub-Signature-256", "sha256=", "HmacSHA256");
      case FLOW_PRODUCTION_TRACKING -> new BodyScheme("X-SG-SIGNATURE", "sha1=", "HmacSHA1");
    };
  }

  String id() {
    return id;
  }

  /**
   * Adds what is wrong with the secrets, naming them by index, never by value.
   *
   * @param path the JSON path of the secrets
   */
  void check(List<Secret> secrets, String path, Problems problems) {
    if (secrets.isEmpty()) {
      problems.add(path, "none is given, at least one is needed");
    }
    if (this != STANDARD && secrets.size() > 1) {
      problems.add(path, secrets.size() + " are given, the scheme " + id + " has room for one");
    }
    for (int i = 0; i < secrets.size(); i++) {
      String problem = problem(secrets.get(i));
      if (problem != null) {
        problems.add(path + "[" + i + "]", problem);
      }
    }
  }

  private @Nullable String problem(Secret secret) {
    try {
      String value = secret.reveal();
      if (this == STANDARD) {
        StandardKey.parse(value);
        return null;
      }
      return value.isEmpty() ? "it is empty" : null;
    } catch (MalformedSecretException | EmitterException e) {
      return e.getMessage();
    }
  }
}
