package dev.emitter.docs.sample;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.definition.Identity;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Posts each event to the room that an expression gives. */
final class ChatChannel implements Channel {

  private final ChannelContext context;
  private final EventExpression room;
  private final URI url;
  private final Duration timeout;
  private final HttpClient client = HttpClient.newHttpClient();

  ChatChannel(ChannelContext context, EventExpression room) {
    this.context = context;
    this.room = room;
    this.url = Objects.requireNonNull(context.parameters().uri("url")); // it is required
    this.timeout = Objects.requireNonNull(context.parameters().duration("timeout")); // a default
  }

  @Override
  public ChannelTraits traits() {
    return ChannelTraits.blocking(1);
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    return CompletableFuture.completedFuture(List.of(deliver(batch.get(0))));
  }

  private DeliveryResult deliver(Delivery delivery) {
    EventExpression.Text name = room.evaluate(new FilterInput(delivery.topic(), delivery.event()));
    if (name.text() == null) { // the event is at fault, so trying again is of no use
      String why = name.failure() == null ? "the event has no value for it" : name.failure();
      return DeliveryResult.rejected("room: " + why);
    }
    byte[] body = delivery.event().structured(context.presentation()).toByteArray();
    Instant start = context.clock().instant();
    try {
      HttpResponse<String> answer =
          client.send(request(name.text(), body), HttpResponse.BodyHandlers.ofString());
      return result(answer, Duration.between(start, context.clock().instant()));
    } catch (IOException e) {
      return DeliveryResult.retry("no answer from " + url.getHost() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DeliveryResult.retry("interrupted");
    }
  }

  private HttpRequest request(String name, byte[] body) {
    Identity.Bearer identity = (Identity.Bearer) Objects.requireNonNull(context.identity());
    String query = "?room=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(url + query))
        .timeout(timeout)
        .header("Authorization", "Bearer " + identity.token().reveal()) // read at each use
        .header("Content-Type", "application/cloudevents+json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static DeliveryResult result(HttpResponse<String> answer, Duration took) {
    int status = answer.statusCode();
    String head = answer.body().substring(0, Math.min(1024, answer.body().length()));
    Evidence evidence = Evidence.of(took).withStatus(status).withAnswer(head);
    if (status < 300) {
      return DeliveryResult.delivered().with(evidence);
    }
    String reason = "the chat server answered " + status;
    return status == 400 || status == 413
        ? DeliveryResult.rejected(reason + ": it does not take this event").with(evidence)
        : DeliveryResult.retry(reason).with(evidence);
  }

  @Override
  public CompletionStage<CheckResult> check() {
    return CompletableFuture.completedFuture(CheckResult.OK);
  }

  @Override
  public void close(Duration grace) {}
}
