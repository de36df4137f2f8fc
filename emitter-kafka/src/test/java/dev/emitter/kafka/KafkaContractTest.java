package dev.emitter.kafka;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("C6")
final class KafkaContractTest extends ChannelContract {

  private String topic = "";

  @Override
  protected ChannelProvider provider() {
    topic = Kafka.get().topic();
    return new KafkaChannelProvider();
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return Bench.definition(Kafka.get().broker().plaintext(), topic).build();
  }

  @Override
  protected List<String> received() {
    return Kafka.get().records(topic).stream()
        .map(record -> BindingTest.read(record).getId())
        .toList();
  }
}
