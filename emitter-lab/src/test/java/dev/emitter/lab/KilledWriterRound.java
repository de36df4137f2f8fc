package dev.emitter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One log and its destinations, and processes that publish and deliver one after the other, each of
 * which is killed, up to the last, which ends when all is delivered. Not thread-safe.
 */
final class KilledWriterRound {

  /** How many events a process publishes that is killed, if it lives long enough. */
  private static final int A_LIFE =
      System.getProperty("writer.kills", System.getProperty("kafka.kills")) == null ? 600 : 1_500;

  private static final String TOPIC = "kills-";

  private final Path folder;
  private final @Nullable BrokerForKills broker;
  private final String topic;
  private int lives;

  /**
   * Creates a round.
   *
   * @param broker a broker of Kafka that events are written to as well, or null
   */
  KilledWriterRound(Path folder, @Nullable BrokerForKills broker) throws IOException {
    this.folder = folder;
    this.broker = broker;
    this.topic = TOPIC + folder.getFileName();
    if (broker != null) {
      broker.makeTopic(topic);
    }
  }

  /**
   * Lets a process live for some time.
   *
   * @param atWork whether the time runs from its first delivery, else from its start
   */
  void kill(boolean atWork, int millis) throws IOException, InterruptedException {
    long before = size();
    start(A_LIFE, "go on").kill(() -> !atWork || size() > before, millis);
  }

  private long size() {
    try {
      if (broker != null) {
        return broker.end(topic);
      }
      Path file = WrittenEvents.file(folder, "plain");
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Lets a last process publish some events more and deliver all, and judges.
   *
   * @return how many events were acknowledged
   * @throws Violation if one is missing or is there more often than it should
   */
  int end(int events) throws IOException, InterruptedException {
    start(events, KilledLife.TO_THE_END).awaitEnd();
    List<Integer> acknowledged = KilledProcess.acknowledged(folder);
    WrittenEvents.judge(folder, acknowledged);
    if (broker != null) {
      WrittenEvents.requireOnceInOrder("Kafka", broker.committed(topic), acknowledged);
    }
    return acknowledged.size();
  }

  private KilledProcess start(int events, String end) throws IOException {
    int first = A_LIFE * lives;
    lives++;
    List<String> arguments =
        new ArrayList<>(
            List.of(folder.toString(), Integer.toString(first), Integer.toString(events), end));
    if (broker != null) {
      arguments.addAll(List.of(broker.address(), topic));
    }
    return KilledProcess.start(folder, KilledWriter.class, arguments);
  }
}
