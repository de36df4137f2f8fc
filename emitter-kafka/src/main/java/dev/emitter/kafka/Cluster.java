package dev.emitter.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers about themselves, without making anything. Blocks. */
final class Cluster implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int UNSTABLE_MILLIS = 20;

  private final Admin admin;

  private Cluster(Admin admin) {
    this.admin = admin;
  }

  /**
   * Connects with the settings of a producer.
   *
   * @throws KafkaException if they are wrong
   */
  static Cluster at(Map<String, Object> producerSettings) {
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return new Cluster(Admin.create(settings));
  }

  /** Returns the brokers by the addresses that they advertise. */
  Collection<Node> nodes() {
    return answer(
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS)).nodes());
  }

  /**
   * Asks about a topic.
   *
   * @throws KafkaException if it is not there, or must not be written to
   */
  void requireWritable(String topic) {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS).includeAuthorizedOperations(true);
    TopicDescription found =
        answer(admin.describeTopics(List.of(topic), options).allTopicNames()).get(topic);
    Set<AclOperation> allowed = found == null ? null : found.authorizedOperations();
    // Some brokers, Azure's among them, do not tell.
    if (allowed != null && !allowed.isEmpty() && !allowed.contains(AclOperation.WRITE)) {
      throw new TopicAuthorizationException(Set.of(topic));
    }
  }

  /**
   * Returns what a group has committed for a partition, or null if it never did. Waits while a
   * transaction is being ended that commits for it.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if that takes too long
   */
  @Nullable OffsetAndMetadata committed(String group, TopicPartition partition) {
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS).requireStable(true);
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition)));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    do {
      try {
        Map<TopicPartition, OffsetAndMetadata> found =
            answer(
                admin
                    .listConsumerGroupOffsets(asked, options)
                    .partitionsToOffsetAndMetadata(group));
        // The client leaves out a partition whose offset is not known yet, for the transaction that
        // commits it is not over. One that was never committed for is there, with null.
        if (found.containsKey(partition)) {
          return found.get(partition);
        }
      } catch (GroupIdNotFoundException never) {
        return null;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(UNSTABLE_MILLIS));
    } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
    throw new org.apache.kafka.common.errors.TimeoutException(
        "the brokers do not say how far group "
            + group
            + " is: a transaction is not over (if it hangs, kafka-transactions.sh ends it), or the"
            + " user may not DESCRIBE topic "
            + partition.topic());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It answers in time by itself, unless its thread has ended.
      throw new org.apache.kafka.common.errors.TimeoutException("the client gave no answer", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
