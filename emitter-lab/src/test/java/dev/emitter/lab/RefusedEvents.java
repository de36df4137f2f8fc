package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process with little memory whose receivers refuse large events; and the next one, which sends
 * them again, one after the other.
 */
final class RefusedEvents {

  static final String IN_MEMORY = "memory";

  private static final Topic TOPIC = Topic.of("n");
  private static final String ANN = "ann@lab.example";
  private static final long OF_ANN = 8 << 20;
  private static final int BYTES = 900_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private RefusedEvents() {}

  /** Takes a folder, or that there is none, and how many events to publish. */
  public static void main(String[] args) throws Exception {
    AtomicBoolean accepting = new AtomicBoolean();
    ScriptedReceivers receivers =
        new ScriptedReceivers(
            (emitter, number) ->
                accepting.get()
                    ? DeliveryResult.delivered()
                    : DeliveryResult.rejected("too large"));
    EventLog log =
        args[0].equals(IN_MEMORY)
            ? MemoryEventLog.builder().maxBytes(8 << 20).build()
            : DiskEventLog.builder(Path.of(args[0])).segmentBytes(4 << 20).open();
    try (Emitters emitters =
        Emitters.builder()
            .log(log)
            .channel(receivers)
            .users(name -> new User(name, true))
            .ownerLimits(OwnerLimits.defaults().withParkedBytes(OF_ANN))
            .closeGrace(Duration.ZERO)
            .start()) {
      emitters.register(
          EmitterDefinition.builder("ours", "Scripted").topics(List.of(TOPIC)).build());
      if (emitters.userDefinitions(ANN).isEmpty()) {
        emitters.registerUser(ANN, "{\"type\": \"Scripted\", \"topics\": [[\"n\"]]}");
      }
      String hers = emitters.userDefinitions(ANN).get(0).id();
      publish(emitters, Integer.parseInt(args[1]));
      if (!emitters.awaitIdle(PATIENCE)) {
        throw new IllegalStateException("not idle: " + emitters.status());
      }
      System.out.printf(
          "%d of ours, %d of hers, %d dropped%n",
          emitters.parked("ours").size(),
          emitters.parked(hers).size(),
          emitters.status(hers).dropped());
      accepting.set(true);
      if (args[1].equals("0")) {
        emitters.resubmitParked("ours").toCompletableFuture().get();
        System.out.printf(
            "%d sent again, %d left%n",
            receivers.taken("ours").size(), emitters.parked("ours").size());
      }
    }
  }

  private static void publish(Emitters emitters, int events) {
    byte[] data = ("\"" + "x".repeat(BYTES) + "\"").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < events; i++) {
      emitters.publish(
          TOPIC,
          CloudEventBuilder.v1()
              .withId(Integer.toString(i))
              .withSource(URI.create("https://lab.example"))
              .withType("t")
              .withData("application/json", data)
              .build());
    }
  }
}
