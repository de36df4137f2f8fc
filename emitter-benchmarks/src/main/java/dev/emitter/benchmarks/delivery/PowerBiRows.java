package dev.emitter.benchmarks.delivery;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.Emitters;
import dev.emitter.benchmarks.append.SampleEvent;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.config.Identities;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Stores 1 KB events as rows of a push dataset, through the whole library: so many wait at once as
 * the largest request may have, and are let go together. A server in this process takes them. The
 * channel is found as applications find it.
 */
public final class PowerBiRows {

  private static final int SECONDS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private PowerBiRows() {}

  /** Measures and prints a table. */
  public static void main(String[] args) throws Exception {
    run(System.out);
  }

  private static void run(PrintStream out) throws Exception {
    out.println(
        "| rows at once | rows/s, one such round a second | ms until stored | CPU us/row |");
    out.println("|---|---|---|---|");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PowerBiRows::answer);
    server.start();
    try {
      for (int rows : List.of(1_000, 10_000)) {
        measure(server.getAddress().getPort(), rows, out);
      }
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    long unused = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    if (exchange.getRequestURI().getPath().endsWith("/rows")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      byte[] answer = "{\"value\":[]}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  private static void measure(int port, int rows, PrintStream out) throws Exception {
    Identity identity = new Identity.Bearer(Secret.of("token-of-the-measurement"));
    CloudEvent event = SampleEvent.create().event();
    try (Emitters emitters =
        Emitters.builder().identities(Identities.of(Map.of("bi", identity))).start()) {
      emitters.register(definition(port, rows, event.getType()));
      double[] perSecond = new double[SECONDS];
      double[] untilStored = new double[SECONDS];
      double[] cpu = new double[SECONDS];
      for (int round = -3; round < SECONDS; round++) {
        emitters.disable("rows", "so that all go together");
        emitters.publishAll(SampleEvent.TOPIC, Collections.nCopies(rows, event));
        long cpuBefore = cpuNanos();
        long start = System.nanoTime();
        emitters.enable("rows");
        if (!emitters.awaitIdle(PATIENCE)) {
          throw new IllegalStateException("not stored in time");
        }
        long took = System.nanoTime() - start;
        int slot = Math.max(round, 0);
        untilStored[slot] = took / 1e6;
        cpu[slot] = (cpuNanos() - cpuBefore) / 1e3 / rows;
        perSecond[slot] = rows * 1e9 / Math.max(took, 1_000_000_000L);
      }
      out.printf(
          "| %,d | %s | %s | %s |%n",
          rows, new Series(perSecond), new Series(untilStored), new Series(cpu));
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static EmitterDefinition definition(int port, int rows, String message) {
    return EmitterDefinition.builder("rows", "PowerBI")
        .messages(message)
        .identityRef("bi")
        .delivery(DeliverySettings.DEFAULT.withQueueCapacity(4 * rows))
        .parameter("id", "d1")
        .parameter("schema", "Sales")
        .parameter("name", "Orders")
        .parameter("endpoint", "http://127.0.0.1:" + port)
        .parameter("requestsPerMinute", 120)
        .parameter("rowsPerHour", 1_000_000)
        .parameter("batch", Map.of("max", rows, "wait", "50ms"))
        .parameter(
            "columns",
            List.of(
                column("EventId", "String", "event.id"),
                column("Placed", "DateTime", "event.time"),
                column("Type", "String", "event.type"),
                column("Text", "String", "event.data")))
        .build();
  }

  private static Map<String, String> column(String name, String type, String lookup) {
    return Map.of("name", name, "type", type, "lookup", lookup);
  }
}
