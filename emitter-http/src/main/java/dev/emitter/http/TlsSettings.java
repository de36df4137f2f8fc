package dev.emitter.http;

import dev.emitter.definition.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How connections are secured. Immutable.
 *
 * @param verify whether the receiver must prove who it is
 * @param ca certificates in PEM of who may vouch for the receiver; null for those of the JVM
 * @param certificate our own certificate, with those that lead to its issuer, in PEM; null for none
 * @param key the private key of our certificate in PEM (PKCS 8); null without a certificate
 */
public record TlsSettings(
    boolean verify, @Nullable String ca, @Nullable String certificate, @Nullable Secret key) {

  /** The receiver proves who it is by what the JVM trusts. */
  public static final TlsSettings DEFAULT = new TlsSettings(true, null, null, null);
}
