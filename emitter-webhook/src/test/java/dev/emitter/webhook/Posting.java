package dev.emitter.webhook;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.Identity;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterDialects;
import dev.emitter.http.RawServer;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A channel of the type Webhook, opened as the library opens it, and events to send through it. */
final class Posting implements AutoCloseable {

  static final URI SOURCE = URI.create("https://shop.example/eu");
  static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-01T00:00:00Z");
  private static final Topic TOPIC = Topic.of("orders", "eu");

  /** An answer of a receiver. */
  record Reply(int status, String body, List<String> headers) {

    static Reply of(int status, String... headers) {
      return new Reply(status, "", List.of(headers));
    }
  }

  private final Channel channel;
  private final WebhookSettings settings;

  private Posting(ChannelProvider provider, ChannelContext context) {
    this.channel = provider.open(context);
    this.settings = WebhookSettings.of(context);
  }

  /** Opens a channel of operators; the members are JSON with single quotes, or empty. */
  static Posting to(RawServer server, String members) {
    return open(new WebhookChannelProvider(), server.uri("/in"), members, null, null);
  }

  static Posting as(Identity identity, RawServer server, String members) {
    return open(new WebhookChannelProvider(), server.uri("/in"), members, identity, null);
  }

  static Posting at(Clock clock, RawServer server, String members) {
    return open(
        new WebhookChannelProvider(), server.uri("/in").toString(), members, null, null, clock);
  }

  /** Opens a channel, that of a user if an owner is given. */
  static Posting open(
      ChannelProvider provider,
      URI url,
      String members,
      @Nullable Identity identity,
      @Nullable String owner) {
    return open(provider, url.toString(), members, identity, owner, Clock.systemUTC());
  }

  static Posting open(
      ChannelProvider provider,
      String url,
      String members,
      @Nullable Identity identity,
      @Nullable String owner,
      Clock clock) {
    return new Posting(provider, context(provider, url, members, identity, owner, clock));
  }

  /** Returns what a provider is told of such a definition. */
  static ChannelContext context(
      ChannelProvider provider,
      String url,
      String members,
      @Nullable Identity identity,
      @Nullable String owner,
      Clock clock) {
    String json =
        "{'id':'e','type':'Webhook','topics':[['orders']],"
            + (identity == null ? "" : "'identityRef':'known',")
            + (owner == null ? "" : "'owner':'" + owner + "',")
            + "'parameters':{'url':'"
            + url
            + "'"
            + (members.isEmpty() ? "" : "," + members)
            + "}}";
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Identities identities =
        identity == null
            ? Identities.none()
            : Identities.of(Map.of("known", identity)).withUsers("known", Set.of("*"));
    DefinitionReader reader =
        new DefinitionReader(
            ChannelTypes.of(List.of(provider)),
            FilterDialects.standard(),
            identities,
            new Placeholders(name -> null),
            clock);
    return (owner == null
            ? reader.readSystem("e.json", "e", bytes)
            : reader.readUser("e", owner, bytes))
        .context();
  }

  /** Answers each request as the function says. */
  static RawServer.Behaviour replying(Function<RawServer.Request, Reply> answers) {
    return connection -> {
      for (RawServer.Request one = connection.read(); one != null; one = connection.read()) {
        Reply reply = answers.apply(one);
        connection.answer(reply.status(), reply.body(), reply.headers().toArray(String[]::new));
      }
    };
  }

  static RawServer accepting() throws IOException {
    return RawServer.start(RawServer.answering(200, ""));
  }

  WebhookSettings settings() {
    return settings;
  }

  Channel channel() {
    return channel;
  }

  /** Delivers events in one call and waits for the results. */
  List<DeliveryResult> deliver(EncodedEvent... events) throws Exception {
    return start(events).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  CompletionStage<List<DeliveryResult>> start(EncodedEvent... events) {
    List<Delivery> batch = new ArrayList<>();
    for (EncodedEvent event : events) {
      batch.add(Delivery.of("e", TOPIC, event, Instant.EPOCH));
    }
    return channel.deliver(batch);
  }

  /** Delivers one event. */
  DeliveryResult deliver(String id) throws Exception {
    return deliver(event(id)).get(0);
  }

  static EncodedEvent event(String id) {
    return event(id, "{\"n\":\"" + id + "\"}");
  }

  static EncodedEvent event(String id, String json) {
    return complete(builder(id).withData("application/json", bytes(json)));
  }

  static CloudEventBuilder builder(String id) {
    return CloudEventBuilder.v1().withId(id).withSource(SOURCE).withType("t.sold").withTime(TIME);
  }

  static EncodedEvent complete(CloudEventBuilder builder) {
    return new EventCompleter(SOURCE, Clock.systemUTC(), () -> "made", Integer.MAX_VALUE)
        .complete(builder.build());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static List<String> ids(RawServer server) {
    return server.requests().stream().map(one -> String.valueOf(one.header("ce-id"))).toList();
  }

  @Override
  public void close() {
    channel.close(Duration.ofSeconds(5));
  }
}
