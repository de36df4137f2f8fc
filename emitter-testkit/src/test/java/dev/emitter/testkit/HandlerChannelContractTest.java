package dev.emitter.testkit;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("C9")
final class HandlerChannelContractTest extends ChannelContract {

  private final List<String> received = new ArrayList<>();
  private String failing = "";

  @Override
  protected ChannelProvider provider() {
    HandlerRegistry handlers = new HandlerRegistry();
    handlers.add("receiver", (topic, event) -> handle(event));
    return new HandlerChannelProvider(handlers);
  }

  private void handle(CloudEvent event) throws IOException {
    if (event.getId().equals(failing)) {
      throw new IOException("down");
    }
    received.add(event.getId());
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return EmitterDefinition.builder("contract", type).parameter("name", "receiver").build();
  }

  @Override
  protected List<String> received() {
    return received;
  }

  @Override
  protected void failOn(String eventId) {
    failing = eventId;
  }

  @Override
  protected void mend() {
    failing = "";
  }
}
