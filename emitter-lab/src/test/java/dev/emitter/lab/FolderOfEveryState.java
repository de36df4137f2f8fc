package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.testkit.ManualClock;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.SecurityConstraint;
import dev.emitter.topic.Topic;
import dev.emitter.topic.User;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Makes a folder of data with an emitter in every state there is. Run with the library of a
 * version, it makes the data of that version, see {@link UpgradeTest}.
 */
final class FolderOfEveryState {

  static final Instant MADE_AT = Instant.parse("2026-01-05T10:00:00Z");
  static final Topic TOPIC = Topic.of("orders");
  static final String ANN = "ann@shop.example";
  static final String HANDLER = "handler-1-orders";
  static final int EVENTS = 12;

  /** Emitters of operators, and the first event that each has not settled. */
  static final Map<String, Integer> FIRST_DUE =
      Map.of(
          "level", EVENTS + 1,
          "behind", 5,
          "unordered", 3,
          "refused", EVENTS + 1,
          "failed", 6,
          "stopped", 9,
          "skipped", EVENTS + 1,
          "removed", 10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FolderOfEveryState() {}

  /** Takes the folder, which is made. */
  public static void main(String[] args) {
    ManualClock clock = ManualClock.at(MADE_AT);
    EventLog log =
        DiskEventLog.builder(Path.of(args[0])).clock(clock.clock()).segmentBytes(16_384).open();
    try (Emitters emitters =
        start(log, clock, new ScriptedReceivers(FolderOfEveryState::answerAtFirst))) {
      FIRST_DUE.keySet().forEach(id -> emitters.register(definition(id)));
      emitters.registerUser(ANN, "{\"type\": \"Scripted\", \"topics\": [[\"orders\"]]}");
      emitters.on(HANDLER, TOPIC, (topic, event) -> requireBefore(9, event));
      for (int number = 1; number <= EVENTS; number++) {
        emitters.publish(TOPIC, event(number));
        await(emitters);
        if (number == 8) {
          emitters.disable("stopped", "its receiver is mended", "ben");
        }
      }
      emitters.skipToNow("skipped");
      emitters.remove("removed");
      clock.advance(Duration.ofSeconds(1));
      await(emitters);
    }
  }

  private static void await(Emitters emitters) {
    if (!emitters.awaitQuiet(PATIENCE)) {
      throw new IllegalStateException("the emitters do not come to rest: " + emitters.status());
    }
  }

  /** Starts emitters that have nobody to send to yet. */
  static Emitters start(EventLog log, ManualClock clock, ScriptedReceivers receivers) {
    return Emitters.builder()
        .log(log)
        .time(clock)
        .channel(receivers)
        .catalogue(catalogue(), CatalogueMode.OFF)
        .users(name -> new User(name, true))
        .closeGrace(Duration.ZERO)
        .start();
  }

  private static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new Catalogue.Declaration(
                "orders",
                "",
                List.of(),
                "the user named",
                SecurityConstraint.userNamedInEvent(),
                true,
                Map.of())));
  }

  static EmitterDefinition definition(String id) {
    DeliverySettings delivery =
        DeliverySettings.DEFAULT
            .withRetry(Duration.ofHours(1), Duration.ofHours(1))
            .withDisable(id.equals("failed") ? 1 : 1_000, Duration.ZERO);
    return EmitterDefinition.builder(id, "Scripted")
        .topics(List.of(TOPIC))
        .delivery(id.equals("unordered") ? delivery.withOrdering(Ordering.NONE, 1) : delivery)
        .build();
  }

  private static DeliveryResult answerAtFirst(String emitter, int number) {
    boolean fails =
        switch (emitter) {
          case "level" -> false;
          case "behind" -> number >= 5;
          case "unordered" -> number == 3;
          case "refused" -> number == 2 || number == 7;
          case "failed" -> number >= 6;
          case "stopped" -> false;
          case "skipped" -> number >= 4;
          case "removed" -> number >= 10;
          default -> number >= 11; // of the user
        };
    if (!fails) {
      return DeliveryResult.delivered();
    }
    return emitter.equals("refused")
        ? DeliveryResult.rejected("not an order")
        : DeliveryResult.retry("not reached");
  }

  private static void requireBefore(int number, CloudEvent event) {
    if (Integer.parseInt(event.getId()) >= number) {
      throw new IllegalStateException("not now");
    }
  }

  static CloudEvent event(int number) {
    String text = "x".repeat(number == 7 ? 4_000 : 10 * number);
    return CloudEventBuilder.v1()
        .withId(Integer.toString(number))
        .withSource(URI.create("https://shop.example"))
        .withType("order")
        .withSubject(ANN)
        .withTime(MADE_AT.atOffset(ZoneOffset.UTC))
        .withData("application/json", ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
