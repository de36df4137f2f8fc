package dev.emitter.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("brokers", Kafka.get().broker().wired()).put("topic", topic);
    parameters.put("compression", "none");
    parameters.putObject("properties").put("batch.size", "1"); // one event a request
    return EmitterDefinition.builder("orders", type).parameters(parameters).build();
  }

  @Override
  protected List<String> received() {
    return Kafka.get().records(topic).stream()
        .map(record -> BindingTest.read(record).getId())
        .toList();
  }

  /** The broker refuses the request with the event, as it is spoilt on its way. */
  @Override
  protected void failOn(String eventId) {
    wire.spoil(eventId);
  }

  @AfterEach
  @Override
  protected void mend() {
    wire.mend();
  }
}
