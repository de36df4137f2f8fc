package dev.emitter.powerbi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ChannelContract;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The channel keeps what all channels promise. */
@Tag("C5")
final class PowerBiContractTest extends ChannelContract {

  private @Nullable FakePowerBi fake;

  private FakePowerBi fake() {
    return Objects.requireNonNull(fake);
  }

  @Override
  protected ChannelProvider provider() throws IOException {
    fake = FakePowerBi.start(Clock.systemUTC());
    return new PowerBiChannelProvider();
  }

  /** A row a request: the service takes one as a whole, and the contract wants one to fail. */
  @Override
  protected EmitterDefinition definition(String type) {
    return Setup.definition("contract", fake(), "EventId", "String", "event.id")
        .parameter("batch", Map.of("max", 1, "wait", "0ms"))
        .build();
  }

  @Override
  protected Identities identities() {
    return Setup.identities(fake());
  }

  @Override
  protected List<String> received() {
    return fake().rows().stream().map((JsonNode row) -> row.path("EventId").asText()).toList();
  }

  @Override
  protected void failOn(String eventId) {
    fake().failing = eventId;
  }

  @Override
  protected void mend() {
    fake().failing = "";
  }

  @AfterEach
  void closeService() throws IOException {
    fake().close();
  }
}
