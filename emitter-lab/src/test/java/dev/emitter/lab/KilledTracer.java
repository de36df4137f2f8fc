package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.FlowStatus;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.ChainStep;
import dev.emitter.flow.FlowChain;
import dev.emitter.flow.FlowStep;
import dev.emitter.flow.FlowTraces;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process that is killed: publishes chains of flow traces from some threads, and after each an
 * event that is a step of another chain, and says which chains were acknowledged. Two emitters,
 * webhooks or such to Kafka, carry both. One that is asked to end first ends the steps that earlier
 * processes have left open, and ends once everything is delivered.
 */
final class KilledTracer {

  /** The emitter of the entries that are published, and that of entries that a flow makes. */
  static final String ENTRIES = "entries";

  static final String MADE = "made";

  static final int THREADS = 4;

  private static final Topic FLOWS = Topic.of("flows");
  private static final Topic ORDERS = Topic.of("orders");

  private static final Map<String, ?> FLOW =
      Map.of(
          "chainId",
          "order",
          "started",
          "event.time",
          "step",
          Map.of("id", "string(order)", "name", "\"Order\"", "status", "\"Completed\""));

  private KilledTracer() {}

  static String chain(int number) {
    return "chain-" + number;
  }

  /**
   * Takes the log's folder, the destination ({@link Traces#destination}), the first number and how
   * many, how to end, and the numbers of chains that may be open, with commas.
   */
  public static void main(String[] args) throws InterruptedException {
    EventLog log = DiskEventLog.open(Path.of(args[0]));
    Emitters emitters = Emitters.builder().log(log).closeGrace(Duration.ZERO).start();
    emitters.register(emitter(ENTRIES, FLOWS, args[1]).build());
    emitters.register(emitter(MADE, ORDERS, args[1]).parameter("flow", FLOW).build());
    FlowTraces traces = FlowTraces.of(emitters, FLOWS);
    if (!args[5].isEmpty()) {
      endOpen(traces, ChainReader.of(log), Arrays.asList(args[5].split(",")));
    }
    int first = Integer.parseInt(args[2]);
    publish(emitters, traces, first, first + Integer.parseInt(args[3]));
    KilledLife.end(emitters, args[4]);
  }

  private static EmitterDefinition.Builder emitter(String id, Topic topic, String destination) {
    String[] brokerAndPrefix = destination.split("/", -1);
    EmitterDefinition.Builder emitter =
        brokerAndPrefix.length == 1
            ? EmitterDefinition.builder(id, "Webhook")
                .parameter("url", "http://127.0.0.1:" + destination + "/" + id)
                .parameter("mode", "flow-traces")
            : EmitterDefinition.builder(id, "FlowTrace")
                .parameter("brokers", brokerAndPrefix[0])
                .parameter("topic", brokerAndPrefix[1] + id)
                .parameter("properties", Map.of("buffer.memory", "4194304"));
    return emitter.topics(List.of(topic)).delivery(KilledLife.untiring());
  }

  private static void endOpen(FlowTraces traces, ChainReader reader, List<String> numbers) {
    for (String number : numbers) {
      FlowChain chain = traces.chain(chain(Integer.parseInt(number)));
      for (ChainStep step : reader.read(chain.chainId()).all()) {
        if (step.status() == FlowStatus.STARTED || step.status() == FlowStatus.ACTIVE) {
          chain
              .resume(step.id(), step.name(), step.parentId())
              .failed(FlowStep.UNFINISHED, "the process ended");
        }
      }
    }
  }

  private static void publish(Emitters emitters, FlowTraces traces, int from, int to)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(
          () -> {
            for (int number = next.getAndIncrement();
                number < to;
                number = next.getAndIncrement()) {
              publish(emitters, traces, number);
            }
          });
    }
    threads.shutdown();
    threads.awaitTermination(KilledLife.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void publish(Emitters emitters, FlowTraces traces, int number) {
    try (FlowStep root = traces.chain(chain(number)).start("Invoice")) {
      try (FlowStep child = root.start("Send")) {
        child.completed();
      }
      root.completed();
    }
    emitters.publish(ORDERS, "order.done", Map.of("order", number));
    System.out.println(KilledProcess.ACKNOWLEDGED + number);
  }
}
