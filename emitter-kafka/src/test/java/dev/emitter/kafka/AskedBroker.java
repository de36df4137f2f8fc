package dev.emitter.kafka;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
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
   * {@code topic NAME} makes a topic of one partition, {@code topic NAME NUMBER} one of some,
   * {@code end NAME} gives how many records it has, {@code committed NAME} gives the ids of the
   * events that a reader sees who wants only what was committed, {@code records NAME} gives the
   * partition of each record and, in Base64, its key and its value.
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
      System.out.println(answer(kafka, line.split(" ")));
    }
    System.exit(0); // which stops the broker, too
  }

  private static String answer(Kafka kafka, String[] words) throws Exception {
    if (words[0].equals("topic")) {
      kafka.make(words[1], words.length > 2 ? Integer.parseInt(words[2]) : 1, Map.of());
      return "made";
    }
    if (words[0].equals("end")) {
      return Long.toString(end(kafka.admin(), words[1]));
    }
    if (words[0].equals("records")) {
      return kafka.recordsOfAnyShape(words[1]).stream()
          .map(AskedBroker::text)
          .collect(Collectors.joining(" "));
    }
    return kafka.committed(words[1]).stream().map(AskedBroker::id).collect(Collectors.joining(" "));
  }

  private static long end(Admin admin, String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Objects.requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .get(60, TimeUnit.SECONDS)
        .partitions()
        .forEach(one -> ends.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get(60, TimeUnit.SECONDS).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    Base64.Encoder base64 = Base64.getEncoder();
    return record.partition()
        + ":"
        + base64.encodeToString(record.key())
        + ":"
        + base64.encodeToString(record.value());
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }
}
