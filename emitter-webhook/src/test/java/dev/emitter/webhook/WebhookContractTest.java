package dev.emitter.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.http.RawServer;
import dev.emitter.testkit.ChannelContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The channel keeps what all channels promise, with one event a request and with several. */
@Tag("C1")
final class WebhookContractTest {

  /** What holds in each mode. */
  abstract static class InMode extends ChannelContract {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final String mode;
    private final int maxBytes;
    private volatile String failing = "";
    private @Nullable RawServer server;

    /**
     * Creates the tests of a mode.
     *
     * @param maxBytes room for one event a request: a receiver takes a request as a whole, and the
     *     contract wants one event to fail without the others
     */
    InMode(String mode, int maxBytes) {
      this.mode = mode;
      this.maxBytes = maxBytes;
    }

    @Override
    protected ChannelProvider provider() throws IOException {
      server = RawServer.start(Posting.replying(this::answer));
      return new WebhookChannelProvider();
    }

    @Override
    protected EmitterDefinition definition(String type) {
      String url = Objects.requireNonNull(server).uri("/").toString();
      return EmitterDefinition.builder("contract", type)
          .parameter("url", url)
          .parameter("mode", mode)
          .parameter("maxBytes", maxBytes)
          .build();
    }

    /** Takes a request as a whole or not at all. */
    private Posting.Reply answer(RawServer.Request request) {
      List<String> ids = ids(request);
      if (ids.contains(failing)) {
        return Posting.Reply.of(503);
      }
      received.addAll(ids);
      return Posting.Reply.of(200);
    }

    private static List<String> ids(RawServer.Request request) {
      List<String> ids = new ArrayList<>();
      String own = request.header("ce-id");
      if (own != null) {
        ids.add(own);
      } else if (!request.line().startsWith("OPTIONS")) {
        try {
          JsonNode body = new JsonMapper().readTree(request.text());
          body.forEach(
              one -> ids.add((one.has("id") ? one.get("id") : one.get("number")).asText()));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return ids;
    }

    @Override
    protected List<String> received() {
      return List.copyOf(received);
    }

    @Override
    protected void failOn(String eventId) {
      failing = eventId;
    }

    @Override
    protected void mend() {
      failing = "";
    }

    @AfterEach
    void closeServer() throws IOException {
      Objects.requireNonNull(server).close();
    }
  }

  @Nested
  final class Binary extends InMode {
    Binary() {
      super("binary", 1000);
    }
  }

  @Nested
  final class Batched extends InMode {
    Batched() {
      super("batched", 250);
    }
  }

  @Nested
  final class Records extends InMode {
    Records() {
      super("records", 40);
    }
  }
}
