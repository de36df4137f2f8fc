package dev.emitter.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.lab.BrokerForKills.Kept;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Topics of Kafka, one an emitter, that flow traces go to. Each chain must be in one partition. */
final class TraceTopics implements Traces {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 3;

  private final BrokerForKills broker;
  private final String prefix;

  private TraceTopics(BrokerForKills broker, String prefix) {
    this.broker = broker;
    this.prefix = prefix;
  }

  /** Makes the topics of a round. */
  static TraceTopics make(BrokerForKills broker, String prefix) throws IOException {
    TraceTopics topics = new TraceTopics(broker, prefix);
    broker.makeTopic(topics.of(KilledTracer.ENTRIES), PARTITIONS);
    broker.makeTopic(topics.of(KilledTracer.MADE), PARTITIONS);
    return topics;
  }

  private String of(String emitterId) {
    return prefix + emitterId;
  }

  @Override
  public String destination() {
    return broker.address() + "/" + prefix;
  }

  @Override
  public long count() throws IOException {
    return broker.end(of(KilledTracer.ENTRIES)) + broker.end(of(KilledTracer.MADE));
  }

  @Override
  public List<String> received(String emitterId) throws IOException {
    List<Kept> records = broker.records(of(emitterId));
    requireOnePartitionEach(records);
    return records.stream().map(Kept::value).toList();
  }

  static void requireOnePartitionEach(List<Kept> records) throws IOException {
    Map<String, Integer> partitions = new HashMap<>();
    for (Kept record : records) {
      String chain = JSON.readTree(record.value()).at("/0/ChainId").asText();
      if (!chain.equals(record.key())) {
        throw new Violation(chain + ": the key of a record is " + record.key());
      }
      Integer before = partitions.put(chain, record.partition());
      if (before != null && before != record.partition()) {
        throw new Violation(chain + ": it is in partitions " + before + ", " + record.partition());
      }
    }
  }
}
