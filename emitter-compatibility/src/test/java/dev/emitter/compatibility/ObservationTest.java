package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.emitter.micrometer.EmitterMetrics;
import dev.emitter.opentelemetry.EmitterTracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Meters, spans and log lines, by what the set has for each. */
@Tag("O1")
final class ObservationTest {

  @TempDir Path folder = Path.of("");

  @Test
  void countsInMicrometer() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Shop.define(folder, "orders", "File", "{\"path\": \"" + folder.resolve("out.txt") + "\"}");
    EmitterMetrics metrics = EmitterMetrics.builder(registry).maxEmitters(200).build();
    try (metrics;
        Shop shop = Shop.open(folder, Map.of(), builder -> builder.listener(metrics))) {
      metrics.watch(shop.emitters());
      shop.trade();
      shop.awaitDelivered();
      assertThat(registry.get("emitter.published").functionCounter().count()).isEqualTo(5);
      assertThat(registry.get("emitter.delivered").tag("emitter", "orders").counter().count())
          .isEqualTo(2);
      assertThat(registry.get("emitter.delivery").tag("outcome", "delivered").timer().count())
          .isEqualTo(2);
    }
  }

  @Test
  void tracesInOpenTelemetry() throws Exception {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    Shop.define(folder, "orders", "File", "{\"path\": \"" + folder.resolve("out.txt") + "\"}");
    try (SdkTracerProvider provider =
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build()) {
      EmitterTracing tracing = EmitterTracing.of(sdk);
      try (Shop shop =
          Shop.open(
              folder,
              Map.of(),
              builder -> builder.publicationObserver(tracing).channelDecorator(tracing))) {
        shop.trade();
        shop.awaitDelivered();
      }
      assertThat(names(exporter.getFinishedSpanItems()))
          .contains("publish orders")
          .filteredOn(name -> name.equals("deliver File"))
          .hasSize(2);
    }
  }

  private static List<String> names(List<SpanData> spans) {
    return spans.stream().map(SpanData::getName).toList();
  }

  @Test
  void logsThroughSlf4j() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.emitter");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      Shop.define(
          folder, "orders", "File", "{\"path\": \"" + folder.resolve("none/out.txt") + "\"}");
      try (Shop shop = Shop.open(folder)) {
        shop.emitters().disable("orders", "for the test");
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("orders"));
  }
}
