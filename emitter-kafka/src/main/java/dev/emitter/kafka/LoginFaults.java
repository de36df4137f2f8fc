package dev.emitter.kafka;

import static dev.emitter.kafka.Fault.Kind.DISABLE;
import static dev.emitter.kafka.Fault.Kind.RETRY;

import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * Says what it means that brokers do not let this emitter in. Immutable.
 *
 * @param atBrokers begins each reason
 */
record LoginFaults(String atBrokers) {

  /** Trying a wrong password again and again may lock the account. */
  private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(10);

  /** Returns what a failure means, or null if it has nothing to do with that. */
  @Nullable Fault of(Throwable failure) {
    Fault found = ofProof(failure);
    return found == null ? ofRights(failure) : found;
  }

  /** Who we are cannot be proved. */
  private @Nullable Fault ofProof(Throwable failure) {
    if (failure instanceof SaslAuthenticationException) {
      return refused(
          "the login was refused: "
              + failure.getMessage()
              + "; correct user and password of the identity, or \"sasl\"");
    }
    if (failure instanceof SslAuthenticationException) {
      return refused(tls(failure));
    }
    if (failure instanceof UnsupportedSaslMechanismException
        || failure instanceof IllegalSaslStateException) {
      return Fault.of(
              DISABLE,
              atBrokers
                  + "the brokers do not know this way to log in: "
                  + failure.getMessage()
                  + "; set \"sasl\" to one they do, or the port to their SASL_SSL listener")
          .losingConnection();
    }
    return Causes.has(failure, LoginException.class) ? noToken(failure) : null;
  }

  private Fault refused(String reason) {
    return Fault.of(RETRY, atBrokers + reason).losingConnection().waiting(BETWEEN_LOGINS);
  }

  private Fault noToken(Throwable failure) {
    return Fault.of(
        RETRY,
        atBrokers
            + "there is no token to log in with: "
            + Causes.messages(failure)
            + "; check address, id and secret of the identity");
  }

  private static String tls(Throwable failure) {
    String all = Causes.messages(failure);
    if (Causes.has(failure, CertificateExpiredException.class) || all.contains("expired")) {
      return "a certificate has expired: " + all + "; renew that of the broker, or tls.ca";
    }
    if (all.contains("unable to find valid certification path") || all.contains("trust")) {
      return "its certificate is not vouched for by anybody known; give the certificate of its"
          + " authority as tls.ca";
    }
    if (all.contains("certificate_") || all.contains("bad_certificate")) {
      return "the brokers refuse our certificate: "
          + all
          + "; give one that an authority they know vouches for as tls.certificate";
    }
    return "TLS failed: "
        + all
        + "; check host and port, tls.ca and, if the brokers want one, tls.certificate";
  }

  /** We are known, but may not do this. */
  private @Nullable Fault ofRights(Throwable failure) {
    if (failure instanceof ClusterAuthorizationException) {
      return Fault.of(
              RETRY,
              atBrokers
                  + "the brokers do not let this emitter write without gaps; grant its user"
                  + " IDEMPOTENT_WRITE on the cluster")
          .losingConnection();
    }
    return failure instanceof AuthorizationException
        ? Fault.of(RETRY, atBrokers + "not allowed: " + failure.getMessage())
        : null;
  }
}
