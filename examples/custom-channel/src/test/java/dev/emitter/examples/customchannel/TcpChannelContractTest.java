package dev.emitter.examples.customchannel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What every channel promises holds for this one too. */
final class TcpChannelContractTest extends ChannelContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> received = new CopyOnWriteArrayList<>();
  private volatile String refused = "";
  private @Nullable LineReceiver receiver;

  @AfterEach
  void stopReceiver() throws IOException {
    if (receiver != null) {
      receiver.close();
    }
  }

  private String answer(String line) {
    try {
      String id = JSON.readTree(line).path("id").asText();
      if (id.equals(refused)) {
        return "not now";
      }
      received.add(id);
      return "ok";
    } catch (JsonProcessingException e) {
      return "no JSON";
    }
  }

  @Override
  protected ChannelProvider provider() throws IOException {
    receiver = LineReceiver.start(this::answer);
    return new TcpChannelProvider();
  }

  @Override
  protected EmitterDefinition definition(String type) {
    return EmitterDefinition.builder("contract", type)
        .parameter("port", Objects.requireNonNull(receiver).port())
        .build();
  }

  @Override
  protected List<String> received() {
    return received;
  }

  @Override
  protected void failOn(String eventId) {
    refused = eventId;
  }

  @Override
  protected void mend() {
    refused = "";
  }
}
