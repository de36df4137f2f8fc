package dev.emitter.micrometer;

import static dev.emitter.micrometer.Measured.define;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
@Tag("U4")
final class PrometheusTest {

  @Test
  void readsMetersInTheirBaseUnits() {
    try (Measured shop =
        new Measured(
            clock ->
                new PrometheusMeterRegistry(
                    PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock),
            UnaryOperator.identity(),
            UnaryOperator.identity())) {
      shop.with(define("a").messages("order.placed"), define("b"));
      shop.test.script("b").answerNext(503, Duration.ofHours(1));
      shop.publish(3, "order.placed").publish(1, "order.paid").advance(Duration.ofMillis(100));
      List<String> lines = ((PrometheusMeterRegistry) shop.registry).scrape().lines().toList();
      assertThat(lines)
          .contains(
              "emitter_published_events_total 4.0",
              "emitter_publish_seconds_count 4",
              "emitter_delivered_events_total{emitter=\"a\",type=\"Mock\"} 3.0",
              "emitter_filtered_events_total{emitter=\"a\",type=\"Mock\"} 1.0",
              "emitter_matched_events_total{emitter=\"b\",type=\"Mock\"} 4.0",
              "emitter_lag_events{emitter=\"b\",type=\"Mock\"} 4.0",
              "emitter_lag_age_seconds{emitter=\"b\",type=\"Mock\"} 0.1",
              "emitter_state_emitters{emitter=\"b\",state=\"retrying\",type=\"Mock\"} 1.0",
              "emitter_delivery_seconds_count"
                  + "{emitter=\"b\",outcome=\"retry\",type=\"Mock\"} 1");
    }
  }
}
