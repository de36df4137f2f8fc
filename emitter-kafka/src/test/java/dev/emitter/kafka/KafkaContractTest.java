package dev.emitter.kafka;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("C6")
final class KafkaContractTest extends ChannelContract {

  private final Wire wire = Kafka.get().broker().wire();
  private String topic = "";

  @Override
  protected ChannelProvider provider() {
    topic = Kafka.get().topic();
    return new KafkaChannelProvider();
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return Bench.definition(Kafka.get().broker().wired(), topic)
        .parameter("compression", "none")
        .parameter("timeout", "2s")
        .build();
  }

  @Override
  protected List<String> received() {
    return Kafka.get().records(topic).stream()
        .map(record -> BindingTest.read(record).getId())
        .toList();
  }

  /** Every request that carries the event is lost on its way, and the connection with it. */
  @Override
  protected void failOn(String eventId) {
    wire.breakAt(eventId);
  }

  @AfterEach
  @Override
  protected void mend() {
    wire.mend();
  }
}
