package dev.emitter.benchmarks.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.benchmarks.compare.Comparison;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.RunnerException;

/** What it costs to make a receiver's JSON of an event with 1 KB of data. Not thread-safe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "-Xbatch"})
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MappingEvents {

  private static final int LINES = 12;

  /** Who maps. */
  @Param public Mapper mapper = Mapper.BY_HAND;

  /** What the receiver wants. */
  @Param public Shape shape = Shape.ROW;

  private Mapper.Mapped mapped = () -> new byte[0];

  /** Prints the table. */
  public static void main(String[] args) throws RunnerException {
    new Comparison("Map an event", MappingEvents.class, "shape", "mapper", MappingEvents::shown)
        .print(System.out);
  }

  private static String shown(String value) {
    return Arrays.stream(Mapper.values())
        .filter(mapper -> mapper.name().equals(value))
        .map(Object::toString)
        .findFirst()
        .orElse(value.toLowerCase(Locale.ROOT));
  }

  /** Makes the event, and requires that all make the same of it. */
  @Setup
  public void prepare() throws IOException {
    EncodedEvent event = event();
    mapped = mapper.of(shape, event);
    ObjectMapper json = new ObjectMapper();
    byte[] expected = Mapper.BY_HAND.of(shape, event).bytes();
    if (!json.readTree(mapped.bytes()).equals(json.readTree(expected))) {
      throw new IllegalStateException(mapper + " makes something else of an event");
    }
  }

  private static EncodedEvent event() {
    StringBuilder data =
        new StringBuilder(
            "{\"order\":\"EU-1042\",\"customer\":{\"id\":\"c-17\",\"name\":\"Müller\",\"tier\":\"gold\"},"
                + "\"lines\":[");
    for (int i = 0; i < LINES; i++) {
      data.append(i == 0 ? "" : ",")
          .append("{\"sku\":\"4711-")
          .append(i)
          .append("\",\"quantity\":2,\"price\":19.95,\"note\":\"as gift, red\"}");
    }
    data.append("],\"currency\":\"EUR\",\"total\":478.85}");
    return new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20)
        .complete(
            CloudEventBuilder.v1()
                .withId("01-0014")
                .withSource(URI.create("https://shop.example/orders"))
                .withType("order.placed")
                .withTime(OffsetDateTime.parse("2026-03-04T03:08:52Z"))
                .withData("application/json", data.toString().getBytes(StandardCharsets.UTF_8))
                .build());
  }

  /** Maps the event. */
  @Benchmark
  public byte[] map() throws IOException {
    return mapped.bytes();
  }
}
