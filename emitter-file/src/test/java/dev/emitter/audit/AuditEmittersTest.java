package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Json;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channel at work: who may have it, and what it stores of what is published. */
@Tag("C2")
final class AuditEmittersTest {

  private static final String DEFINITION = "{\"type\": \"Audit\", \"topics\": [[\"orders\"]]}";
  private static final Topic ORDERS = Topic.of("orders", "eu");

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("audit");
  }

  private EmittersBuilder builder(AuditLog audit) {
    return Emitters.builder().channel(AuditChannelProvider.of(audit));
  }

  private static List<String> ids(AuditLog audit, String user, String id) {
    List<String> ids = new ArrayList<>();
    try (AuditDownload download = audit.read(user, id, AuditQuery.ALL)) {
      for (var one = download.next(); one.isPresent(); one = download.next()) {
        ids.add(one.get().event().size() > 0 ? id(one.get()) : "");
      }
    }
    return ids;
  }

  private static String id(AuditEntry entry) {
    return EncodedEvent.stored(entry.event().toByteArray()).event().getType();
  }

  @Test
  void aUserDownloadsWhatWasPublished() {
    AuditLog audit = AuditLog.in(root());
    try (Emitters emitters = builder(audit).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      emitters.publish(ORDERS, "order.placed", 1);
      emitters.publish(Topic.of("stock"), "stock.low", 2);
      emitters.publish(ORDERS, "order.paid", 3);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(ids(audit, "ann", mine)).containsExactly("order.placed", "order.paid");
      assertThatThrownBy(() -> ids(audit, "bob", mine)).isInstanceOf(AuditNotFoundException.class);
    }
  }

  @Test
  void whoReadsIsToldByAnEventOfTheLibrary() throws Exception {
    AuditLog audit = AuditLog.in(root());
    try (Emitters emitters = builder(audit).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
      emitters
          .on("told")
          .topics(Topic.of("emitter"))
          .messages("AuditDownloaded")
          .handle((topic, event) -> told.add(data(event)))
          .start();
      emitters.publish(ORDERS, "order.placed", 1);
      emitters.publish(ORDERS, "order.paid", 2);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThatThrownBy(() -> ids(audit, "bob", mine)).isInstanceOf(AuditNotFoundException.class);

      emitters.test(audit(emitters)).toCompletableFuture().join();
      assertThat(ids(audit, "ann", mine)).hasSize(2);
      assertThat(String.valueOf(told.poll(20, TimeUnit.SECONDS)))
          .isEqualTo(
              "{\"emitter\":\""
                  + mine
                  + "\",\"type\":\"Audit\",\"owner\":\"ann\",\"by\":\"owner\",\"person\":\"ann\","
                  + "\"count\":2}");

      AuditQuery century = AuditQuery.period("2000-01-01", "2100-01-01", ZoneOffset.UTC);
      try (AuditDownload download = audit.readAsOperator(mine, century.limit(1))) {
        assertThat(download.next()).isPresent();
        assertThat(download.next()).isEmpty();
      }
      JsonNode operator = told.poll(20, TimeUnit.SECONDS);
      assertThat(operator).isNotNull();
      assertThat(operator.path("by").asText()).isEqualTo("operator");
      assertThat(operator.path("start").asText()).isEqualTo("2000-01-01T00:00:00Z");
      assertThat(operator.path("end").asText()).isEqualTo("2100-01-01T00:00:00Z");
      assertThat(operator.path("count").asLong()).isEqualTo(1);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void whatWasStoredStaysWhenTheRightsAreWithdrawn() {
    AuditLog audit = AuditLog.in(root());
    AtomicBoolean allowed = new AtomicBoolean(true);
    Catalogue catalogue =
        new Catalogue(
            List.of(
                new Catalogue.Declaration(
                    "orders",
                    "",
                    List.of(),
                    "",
                    (user, at, one) -> allowed.get(),
                    true,
                    Map.of())));
    try (Emitters emitters = builder(audit).catalogue(catalogue, CatalogueMode.OFF).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      emitters.publish(ORDERS, "order.placed", 1);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      allowed.set(false);
      emitters.publish(ORDERS, "order.secret", 2);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(ids(audit, "ann", mine)).containsExactly("order.placed");
      allowed.set(true);
      emitters.publish(ORDERS, "order.paid", 3);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(ids(audit, "ann", mine)).containsExactly("order.placed", "order.paid");
    }
  }

  private static EmitterDefinition audit(Emitters emitters) {
    return emitters.definitions().stream()
        .filter(one -> one.type().equals("Audit"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode data(CloudEvent event) throws IOException {
    return Json.MAPPER.readTree(Objects.requireNonNull(event.getData()).toBytes());
  }

  /** A log in memory gives the same positions again; nothing may be lost for it. */
  @Test
  void anotherProcessWithALogInMemoryGoesOn() throws IOException {
    AuditLog audit = AuditLog.in(root());
    Path definitions = Files.createDirectory(folder.resolve("emitters"));
    Files.writeString(
        definitions.resolve("mine.json"),
        "{\"type\": \"Audit\", \"owner\": \"ann\", \"topics\": [[\"orders\"]]}");
    for (int process = 0; process < 3; process++) {
      try (Emitters emitters = builder(audit).definitions(definitions).start()) {
        assertThat(emitters.problems()).isEmpty();
        emitters.publish(ORDERS, "order.placed", process);
        assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      }
    }
    assertThat(ids(audit, "ann", "mine")).hasSize(3);
    assertThat(audit.verify("mine", null).faults()).isEmpty();
  }

  @Test
  void whatWasStoredStaysWhenTheDefinitionChanges() {
    AuditLog audit = AuditLog.in(root());
    try (Emitters emitters = builder(audit).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      emitters.publish(ORDERS, "order.placed", 1);
      emitters.publish(ORDERS, "order.paid", 2);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      emitters.changeUser(
          "ann",
          mine,
          1,
          "{\"type\": \"Audit\", \"topics\": [[\"orders\"]], \"messages\": [\"order.paid\"]}");
      emitters.publish(ORDERS, "order.placed", 3);
      emitters.publish(ORDERS, "order.paid", 4);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(ids(audit, "ann", mine))
          .containsExactly("order.placed", "order.paid", "order.paid");
    }
  }

  @Test
  void theSampleOfATestIsNotStored() {
    AuditLog audit = AuditLog.in(root());
    try (Emitters emitters = builder(audit).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      emitters.publish(ORDERS, "order.placed", 1);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(emitters.test(emitters.definitions().get(0)).toCompletableFuture().join())
          .isInstanceOf(DeliveryResult.Delivered.class);
      assertThat(emitters.check(mine).toCompletableFuture().join().ok()).isTrue();
      assertThat(ids(audit, "ann", mine)).containsExactly("order.placed");
    }
  }

  @Test
  void anotherOwnerCannotTakeTheStoreOver() throws IOException {
    AuditLog audit = AuditLog.in(root());
    Path definitions = Files.createDirectory(folder.resolve("emitters"));
    Path file = definitions.resolve("mine.json");
    String json = "{\"type\": \"Audit\", \"owner\": \"OWNER\", \"topics\": [[\"orders\"]]}";
    Files.writeString(file, json.replace("OWNER", "ann"));
    try (Emitters emitters = builder(audit).definitions(definitions).start()) {
      emitters.publish(ORDERS, "order.placed", 1);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
    }
    Files.writeString(file, json.replace("OWNER", "bob"));
    try (Emitters emitters = builder(audit).definitions(definitions).start()) {
      assertThat(emitters.problems())
          .hasSize(1)
          .first()
          .satisfies(problem -> assertThat(problem.path()).isEqualTo("$.owner"));
    }
    assertThatThrownBy(() -> ids(audit, "bob", "mine")).isInstanceOf(AuditNotFoundException.class);
    assertThat(ids(audit, "ann", "mine")).hasSize(1);
  }

  @Test
  void withoutARootTheTypeIsRefusedWithTheReason() {
    try (Emitters emitters = Emitters.builder().start()) {
      assertThat(emitters.types().names()).contains("Audit");
      assertThatThrownBy(() -> emitters.registerUser("ann", DEFINITION))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.type: Audit has no place to store events")
          .hasMessageContaining("AuditChannelProvider.in(folder)");
    }
  }

  @Test
  void definitionsThatNobodyMayHaveAreRefused() throws IOException {
    Path definitions = Files.createDirectory(folder.resolve("emitters"));
    Files.writeString(
        definitions.resolve("system.json"), "{\"type\": \"Audit\", \"topics\": [[\"orders\"]]}");
    try (Emitters emitters = builder(AuditLog.in(root())).definitions(definitions).start()) {
      assertThat(emitters.problems())
          .hasSize(1)
          .first()
          .satisfies(problem -> assertThat(problem.message()).contains("no owner"));
      assertThatThrownBy(() -> emitters.registerUser("ann", "{\"type\": \"Audit\"}"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.topics");
      assertThatThrownBy(
              () ->
                  emitters.registerUser(
                      "ann",
                      "{\"type\": \"Audit\", \"topics\": [[\"a\"]],"
                          + " \"parameters\": {\"path\": \"/etc/x\"}}"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("$.parameters.path");
    }
  }

  @Test
  void removingAnEmitterForgetsItsStoreAfterAWhile() {
    AuditLog audit = AuditLog.builder(root()).keepRemoved(Duration.ZERO).build();
    try (Emitters emitters = builder(audit).start()) {
      String mine = emitters.registerUser("ann", DEFINITION).id();
      emitters.publish(ORDERS, "order.placed", 1);
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      emitters.remove(mine);
    }
    assertThat(audit.list()).isEmpty();
  }
}
