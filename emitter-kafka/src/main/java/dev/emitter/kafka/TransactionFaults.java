package dev.emitter.kafka;

import static dev.emitter.kafka.Fault.Kind.DISABLE;
import static dev.emitter.kafka.Fault.Kind.PASSING;
import static dev.emitter.kafka.Fault.Kind.RETRY;

import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Says what Kafka's exceptions mean for an emitter that writes in transactions. Immutable.
 *
 * @param faults says what those mean that have nothing to do with transactions
 */
record TransactionFaults(Faults faults) {

  private static final String NAMES = " whose names begin with \"" + TransactionIds.PREFIX + "\"";

  Fault of(Throwable failure) {
    String at = "topic " + faults.topic() + " at " + faults.brokers() + ": ";
    if (Causes.has(failure, ProducerFencedException.class)) {
      return Fault.of(
          DISABLE,
          at
              + "another process writes as this emitter, with a copy of its log's folder; end one of"
              + " the two, or remove the emitter there, and enable this one");
    }
    if (Causes.has(failure, InvalidProducerEpochException.class)) {
      return Fault.of(PASSING, at + "the brokers have ended the transaction; it is tried again");
    }
    if (Causes.has(failure, TransactionalIdAuthorizationException.class)) {
      return Fault.of(
          RETRY,
          at
              + "the brokers do not let this emitter use transactions; grant its user WRITE and"
              + " DESCRIBE on transactional ids"
              + NAMES
              + ", or leave out exactlyOnce");
    }
    if (Causes.has(failure, GroupAuthorizationException.class)) {
      return Fault.of(
          RETRY,
          at
              + "the brokers do not let this emitter keep how far it is; grant its user READ and"
              + " DESCRIBE on consumer groups"
              + NAMES
              + ", or leave out exactlyOnce");
    }
    if (Causes.has(failure, TopicAuthorizationException.class) || mayNotKeepOffset(failure)) {
      return Fault.of(
          RETRY,
          at
              + "the brokers do not let this emitter write to it in transactions; grant its user"
              + " READ, WRITE and DESCRIBE on the topic, or leave out exactlyOnce");
    }
    return faults.of(failure);
  }

  /** The client knows no exception for this. */
  private static boolean mayNotKeepOffset(Throwable failure) {
    String all = Causes.messages(failure);
    return all.contains("TxnOffsetCommit") && all.contains("Topic authorization failed");
  }
}
