package dev.emitter.opentelemetry;

import static dev.emitter.opentelemetry.Traced.ORDERS;
import static dev.emitter.opentelemetry.Traced.define;
import static dev.emitter.opentelemetry.Traced.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.micrometer.EmitterMetrics;
import dev.emitter.webhook.WebhookChannelProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters and traces together, from a span of the application to a receiver. */
@Tag("U4")
@Timeout(240)
final class EndToEndTest {

  @Test
  void metersAndTracesTellTheSameStory() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EmitterMetrics metrics = EmitterMetrics.builder(registry).refresh(Duration.ZERO).build();
    try (Traced shop =
        new Traced(
            Sampler.alwaysOn(),
            UnaryOperator.identity(),
            with -> with.configure(more -> more.listener(metrics)))) {
      metrics.watch(shop.emitters);
      shop.with(define("a"), define("b").messages("order.paid"));
      shop.channel.failNext(3, "not now");
      Span order = shop.under("order", () -> shop.emitters.publish(ORDERS, event("1").build()));
      shop.advance(Duration.ofMinutes(5)).idle();
      assertThat(shop.exporter.getFinishedSpanItems())
          .hasSize(6)
          .allSatisfy(
              one -> assertThat(one.getTraceId()).isEqualTo(order.getSpanContext().getTraceId()));
      assertThat(shop.spans(SpanKind.CONSUMER)).hasSize(4);
      assertThat(registry.get("emitter.published").functionCounter().count()).isEqualTo(1);
      assertThat(registry.get("emitter.matched").tag("emitter", "a").counter().count())
          .isEqualTo(1);
      assertThat(registry.get("emitter.retried").tag("emitter", "a").counter().count())
          .isEqualTo(3);
      assertThat(registry.get("emitter.delivered").tag("emitter", "a").counter().count())
          .isEqualTo(1);
      assertThat(
              registry
                  .get("emitter.delivery")
                  .tags("emitter", "a", "outcome", "retry")
                  .timer()
                  .count())
          .isEqualTo(3);
      assertThat(registry.get("emitter.filtered").tag("emitter", "b").functionCounter().count())
          .isEqualTo(1);
    }
  }

  @Test
  void aReceiverOfAWebhookSeesTheTrace() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer receiver = receiver(seen);
    try (Traced shop =
        new Traced(
            Sampler.alwaysOn(),
            UnaryOperator.identity(),
            with -> with.realChannel(new WebhookChannelProvider()))) {
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in";
      shop.emitters.register(
          EmitterDefinition.builder("erp", "Webhook")
              .parameter("url", url)
              .delivery(DeliverySettings.DEFAULT)
              .build());
      Span order =
          shop.under(
              "order", () -> shop.emitters.publish(ORDERS, "order.placed", Map.of("number", 1)));
      shop.idle();
      SpanData published = shop.span(SpanKind.PRODUCER);
      assertThat(seen).containsExactly(Traced.header(published));
      assertThat(published.getTraceId()).isEqualTo(order.getSpanContext().getTraceId());
      SpanData attempt = shop.span(SpanKind.CONSUMER);
      assertThat(attempt.getAttributes().get(SpanAttributes.RECEIVER_STATUS)).isEqualTo(204);
      assertThat(attempt.getAttributes().get(SpanAttributes.EMITTER_TYPE)).isEqualTo("Webhook");
    } finally {
      receiver.stop(0);
    }
  }

  private static HttpServer receiver(List<String> seen) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/in",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("ce-traceparent")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
