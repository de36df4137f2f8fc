package dev.emitter.kafka;

import static dev.emitter.kafka.Fault.Kind.DISABLE;
import static dev.emitter.kafka.Fault.Kind.PASSING;
import static dev.emitter.kafka.Fault.Kind.REJECTED;
import static dev.emitter.kafka.Fault.Kind.RETRY;

import dev.emitter.net.BlockedAddressException;
import dev.emitter.problem.EmitterException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what Kafka's exceptions mean for an event, and what a person can do. Immutable.
 *
 * @param brokers the brokers of the definition
 * @param topic the topic of the definition
 */
record Faults(String brokers, String topic) {

  /** Trying a wrong password again and again may lock the account. */
  private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(10);

  /** Returns what a failure means. */
  Fault of(Throwable failure) {
    Fault found = ofRecord(failure);
    found = found == null ? ofTopic(failure) : found;
    found = found == null ? ofLogin(failure) : found;
    found = found == null ? ofAddress(failure) : found;
    found = found == null ? ofProducer(failure) : found;
    return found == null ? unknown(failure) : found;
  }

  private @Nullable Fault ofRecord(Throwable failure) {
    if (failure instanceof RecordTooLargeException) {
      return Fault.of(
          REJECTED,
          atTopic()
              + "the record is too large: "
              + failure.getMessage()
              + " Raise max.request.size in properties, and max.message.bytes of the topic, or send"
              + " less data");
    }
    if (isInvalidRecord(failure) || failure instanceof InvalidTimestampException) {
      return Fault.of(
          REJECTED,
          atTopic()
              + "the broker refuses the record: "
              + failure.getMessage()
              + "; a compacted topic wants a key, see keyExpression");
    }
    return null;
  }

  // By name, as the package of the class is not the same in all versions of the clients.
  private static boolean isInvalidRecord(Throwable failure) {
    return failure.getClass().getSimpleName().equals("InvalidRecordException");
  }

  private @Nullable Fault ofTopic(Throwable failure) {
    if (failure instanceof UnknownTopicOrPartitionException) {
      return missingTopic();
    }
    if (failure instanceof InvalidTopicException) {
      return Fault.of(DISABLE, atTopic() + "the brokers refuse its name; correct \"topic\"");
    }
    if (failure instanceof TopicAuthorizationException) {
      return Fault.of(
          RETRY,
          atTopic()
              + "the brokers do not let this emitter write to it; grant its user WRITE and"
              + " DESCRIBE on the topic, or name another identity");
    }
    return null;
  }

  private Fault missingTopic() {
    return Fault.of(
        RETRY,
        atTopic() + "there is no such topic; create it, or correct \"topic\" and \"brokers\"");
  }

  private @Nullable Fault ofLogin(Throwable failure) {
    if (failure instanceof SaslAuthenticationException) {
      return Fault.of(
              RETRY,
              atBrokers()
                  + "the login was refused: "
                  + failure.getMessage()
                  + "; correct user and password of the identity, or \"sasl\"")
          .losingConnection()
          .waiting(BETWEEN_LOGINS);
    }
    if (failure instanceof SslAuthenticationException) {
      return Fault.of(RETRY, atBrokers() + tls(failure)).losingConnection().waiting(BETWEEN_LOGINS);
    }
    if (failure instanceof UnsupportedSaslMechanismException
        || failure instanceof IllegalSaslStateException) {
      return Fault.of(
              DISABLE,
              atBrokers()
                  + "the brokers do not know this way to log in: "
                  + failure.getMessage()
                  + "; set \"sasl\" to one they do, or the port to their SASL_SSL listener")
          .losingConnection();
    }
    if (has(failure, LoginException.class)) {
      return Fault.of(
          RETRY,
          atBrokers()
              + "there is no token to log in with: "
              + messages(failure)
              + "; check address, id and secret of the identity");
    }
    return failure instanceof ClusterAuthorizationException
        ? Fault.of(
                RETRY,
                atBrokers()
                    + "the brokers do not let this emitter write without gaps; grant its user"
                    + " IDEMPOTENT_WRITE on the cluster")
            .losingConnection()
        : failure instanceof AuthorizationException
            ? Fault.of(RETRY, atBrokers() + "not allowed: " + failure.getMessage())
            : null;
  }

  private static String tls(Throwable failure) {
    String all = messages(failure);
    if (has(failure, CertificateExpiredException.class) || all.contains("expired")) {
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

  private @Nullable Fault ofAddress(Throwable failure) {
    if (failure instanceof BlockedAddressException) {
      return Fault.of(DISABLE, atBrokers() + failure.getMessage() + "; name other brokers");
    }
    boolean unresolvable =
        failure instanceof UnknownHostException
            || messages(failure).contains("No resolvable bootstrap");
    return unresolvable
        ? Fault.of(
            RETRY, atBrokers() + "there is no such host; correct \"brokers\", or the name service")
        : null;
  }

  private @Nullable Fault ofProducer(Throwable failure) {
    if (failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof UnknownProducerIdException) {
      return Fault.of(
              PASSING, atTopic() + "the brokers have forgotten this producer; another is made")
          .losingConnection();
    }
    if (failure instanceof UnsupportedVersionException) {
      return Fault.of(DISABLE, atBrokers() + "too old for this client: " + failure.getMessage())
          .losingConnection();
    }
    if (failure instanceof TimeoutException late) {
      return timeout(late);
    }
    if (failure instanceof InterruptException || failure instanceof IllegalStateException) {
      return Fault.of(PASSING, atBrokers() + "interrupted; it is tried again");
    }
    return null;
  }

  private Fault timeout(TimeoutException failure) {
    if (has(failure, UnknownTopicOrPartitionException.class)) {
      return missingTopic();
    }
    return Fault.of(
        RETRY,
        atTopic()
            + "no answer in time: "
            + failure.getMessage()
            + "; see that the brokers are up and can be reached from here, and that the topic is"
            + " there and has a leader");
  }

  private Fault unknown(Throwable failure) {
    if (failure instanceof EmitterException) {
      return Fault.of(RETRY, String.valueOf(failure.getMessage()));
    }
    if (has(failure, ConfigException.class)) {
      return Fault.of(
          DISABLE,
          atBrokers() + "Kafka refuses the settings: " + messages(failure) + "; mend them");
    }
    return Fault.of(RETRY, atTopic() + "not written: " + messages(failure));
  }

  private String atTopic() {
    return "topic " + topic + " at " + brokers + ": ";
  }

  private String atBrokers() {
    return "Kafka at " + brokers + ": ";
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return true;
      }
    }
    return false;
  }

  /** Returns what the failure and its causes say, each once. */
  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String message = one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
      if (all.indexOf(message) < 0) {
        all.append(all.isEmpty() ? "" : ": ").append(message);
      }
    }
    return all.toString();
  }
}
