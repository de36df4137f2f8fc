package dev.emitter.benchmarks.encoding;

import dev.emitter.benchmarks.compare.Comparison;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
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

/** What writing an event in the JSON format costs. Not thread-safe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "-Xbatch"})
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class EventWriting {

  /** Who writes. */
  @Param public EventWriter writer = EventWriter.SDK;

  /** How many items the data has: some 65 bytes each. */
  @Param({"1", "15", "240"})
  public int items;

  private EventWriter.Writing writing = () -> new byte[0];

  /** Prints the table. */
  public static void main(String[] args) throws RunnerException {
    new Comparison("Write an event", EventWriting.class, "items", "writer", EventWriting::shown)
        .print(System.out);
  }

  private static String shown(String value) {
    return Arrays.stream(EventWriter.values())
        .filter(writer -> writer.name().equals(value))
        .map(Object::toString)
        .findFirst()
        .orElse(value + (value.equals("1") ? " item" : " items"));
  }

  /** Makes the event. */
  @Setup
  public void prepare() {
    writing = writer.of(event(items));
  }

  private static CloudEvent event(int items) {
    StringBuilder data = new StringBuilder("{\"order\":\"EU-1042\",\"items\":[");
    for (int i = 0; i < items; i++) {
      data.append(i == 0 ? "" : ",")
          .append("{\"sku\":\"4711-")
          .append(i)
          .append("\",\"quantity\":2,\"price\":19.90,\"note\":\"as gift\"}");
    }
    return CloudEventBuilder.v1()
        .withId("01-0014")
        .withSource(URI.create("https://shop.example/orders"))
        .withType("order.placed")
        .withSubject("EU-1042")
        .withTime(OffsetDateTime.parse("2026-03-04T03:08:52Z"))
        .withExtension("partitionkey", "customer-17")
        .withData("application/json", data.append("]}").toString().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** Writes the event. */
  @Benchmark
  public byte[] write() {
    return writing.write();
  }
}
