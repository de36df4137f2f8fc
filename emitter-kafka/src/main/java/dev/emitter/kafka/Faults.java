package dev.emitter.kafka;

import static dev.emitter.kafka.Fault.Kind.DISABLE;
import static dev.emitter.kafka.Fault.Kind.PASSING;
import static dev.emitter.kafka.Fault.Kind.REJECTED;
import static dev.emitter.kafka.Fault.Kind.RETRY;

import dev.emitter.net.BlockedAddressException;
import dev.emitter.problem.EmitterException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what Kafka's exceptions mean for an event, and what a person can do. Immutable.
 *
 * @param brokers the brokers of the definition
 * @param topic the topic of the definition
 */
record Faults(String brokers, String topic) {

  private static final Duration SOON = Duration.ofSeconds(1);

  /** Returns what a failure means. */
  Fault of(Throwable failure) {
    if (failure instanceof ClientsInUseException) {
      return Fault.of(PASSING, atBrokers() + failure.getMessage()).waiting(SOON);
    }
    Fault found = ofRecord(failure);
    found = found == null ? ofTopic(failure) : found;
    found = found == null ? new LoginFaults(atBrokers()).of(failure) : found;
    found = found == null ? ofAddress(failure) : found;
    found = found == null ? ofProducer(failure) : found;
    return found == null ? unknown(failure) : found;
  }

  /** Returns what it means that the thread of a producer has ended. */
  Fault ofDeath(Throwable failure) {
    return Fault.of(
            RETRY,
            atBrokers()
                + "the thread of Kafka's producer has ended: "
                + failure
                + "; another producer is made. If it happens again, see that all brokers are some,"
                + " and that there is enough memory")
        .losingConnection();
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

  private @Nullable Fault ofAddress(Throwable failure) {
    if (failure instanceof WrongPortException) {
      return Fault.of(RETRY, atBrokers() + failure.getMessage());
    }
    if (failure instanceof BlockedAddressException) {
      return Fault.of(DISABLE, atBrokers() + failure.getMessage() + "; name other brokers");
    }
    boolean unresolvable =
        failure instanceof UnknownHostException
            || Causes.messages(failure).contains("No resolvable bootstrap");
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
    if (Causes.has(failure, UnknownTopicOrPartitionException.class)) {
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
    if (Causes.has(failure, ConfigException.class)) {
      return Fault.of(
          DISABLE,
          atBrokers() + "Kafka refuses the settings: " + Causes.messages(failure) + "; mend them");
    }
    return Fault.of(RETRY, atTopic() + "not written: " + Causes.messages(failure));
  }

  private String atTopic() {
    return "topic " + topic + " at " + brokers + ": ";
  }

  private String atBrokers() {
    return "Kafka at " + brokers + ": ";
  }
}
