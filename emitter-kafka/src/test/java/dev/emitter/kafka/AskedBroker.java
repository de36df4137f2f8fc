package dev.emitter.kafka;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker in a JVM of its own that makes topics and says what is in them, for tests of modules
 * that know nothing of Kafka. It lives until its standard input ends.
 */
final class AskedBroker {

  private AskedBroker() {}

  /**
   * Starts a broker, says where it is, and answers each line of the input by one of the output:
   * {@code topic NAME} makes a topic of one partition, {@code end NAME} gives the offset at its
   * end, {@code committed NAME} gives the ids of the events that a reader sees who wants only what
   * was committed.
   *
   * @param args a folder for its keys
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("java.io.tmpdir", Path.of(args[0]).toString());
    Kafka kafka = Kafka.get();
    System.out.println(kafka.broker().plaintext());
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      System.out.println(answer(kafka, line.split(" ", 2)));
    }
    System.exit(0); // which stops the broker, too
  }

  private static String answer(Kafka kafka, String[] words) throws Exception {
    if (words[0].equals("topic")) {
      kafka.make(words[1], 1, Map.of());
      return "made";
    }
    if (words[0].equals("end")) {
      TopicPartition partition = new TopicPartition(words[1], 0);
      return Long.toString(
          kafka
              .admin()
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get(30, TimeUnit.SECONDS)
              .offset());
    }
    return kafka.committed(words[1]).stream().map(AskedBroker::id).collect(Collectors.joining(" "));
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }
}
