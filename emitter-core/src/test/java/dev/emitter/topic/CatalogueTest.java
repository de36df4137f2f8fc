package dev.emitter.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.event.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T5")
class CatalogueTest {

  private static final User ADMIN = new User("root", true);
  private static final User ANN = new User("ann", false);

  private final Catalogue catalogue =
      new Catalogue(
          List.of(
              declaration("order", SecurityConstraint.userNamedInEvent(), true),
              declaration("hidden", SecurityConstraint.anyone(), false),
              declaration(
                  "broken",
                  (user, topic, event) -> {
                    throw new IllegalStateException("down");
                  },
                  true)));

  private static Catalogue.Declaration declaration(
      String name, SecurityConstraint constraint, boolean enabled) {
    Map<String, Catalogue.Field> fields = new LinkedHashMap<>();
    for (String type : List.of("string", "number", "boolean", "array", "object")) {
      fields.put("a" + type, new Catalogue.Field("a" + type, type, "", null));
    }
    return new Catalogue.Declaration(
        name,
        "",
        List.of(),
        "",
        constraint,
        enabled,
        Map.of(
            "Placed", new Catalogue.MessageType("Placed", "", true, fields),
            "Silent", new Catalogue.MessageType("Silent", "", false, Map.of())));
  }

  private static CloudEvent event(String type) {
    return CloudEventBuilder.v1()
        .withId("1")
        .withSource(URI.create("/s"))
        .withType(type)
        .withExtension("user", "ann")
        .build();
  }

  private List<String> faults(String json) throws JsonProcessingException {
    JsonNode data = Json.MAPPER.readTree(json);
    return catalogue.faults(Topic.of("order", "eu"), event("Placed"), data);
  }

  @Test
  void reportsAnUndeclaredTopicOrType() {
    JsonNode none = MissingNode.getInstance();
    assertThat(catalogue.faults(Topic.of("ordr"), event("Placed"), none))
        .singleElement()
        .asString()
        .contains("\"ordr\" is not declared", "did you mean \"order\"?");
    assertThat(catalogue.faults(Topic.of("order"), event("Plcaed"), none))
        .singleElement()
        .asString()
        .contains("\"Plcaed\" is not declared", "did you mean \"Placed\"?");
    assertThat(catalogue.faults(Topic.of("order"), event("x".repeat(1_000_000)), none))
        .singleElement()
        .asString()
        .hasSizeLessThan(400);
  }

  @Test
  void reportsEveryFieldOfAnotherType() throws JsonProcessingException {
    assertThat(
            faults(
                "{\"astring\":1,\"anumber\":\"secret\",\"aboolean\":[],\"aarray\":{},\"aobject\":true}"))
        .hasSize(5)
        .first()
        .isEqualTo("data field \"astring\" is a number, but type \"Placed\" declares it as string");
    assertThat(faults("{\"anumber\":\"secret\"}"))
        .singleElement()
        .asString()
        .doesNotContain("secret");
    assertThat(faults("[]")).singleElement().asString().contains("data is an array");
  }

  @Test
  void acceptsMissingNullAndUndeclaredFields() throws JsonProcessingException {
    assertThat(faults("{}")).isEmpty();
    assertThat(faults("{\"astring\":null,\"other\":1}")).isEmpty();
    assertThat(faults("null")).isEmpty();
    assertThat(
            faults(
                "{\"astring\":\"\",\"anumber\":1.5,\"aboolean\":false,\"aarray\":[],\"aobject\":{}}"))
        .isEmpty();
  }

  @Test
  @Tag("R6")
  void leavesReservedTopicsAlone() {
    Topic own = Topic.of("emitter", "x");
    assertThat(catalogue.faults(own, event("any"), MissingNode.getInstance())).isEmpty();
    assertThat(catalogue.isSwitchedOff(own, "any")).isFalse();
    assertThat(catalogue.mayReceive(ANN, own, event("any"))).isFalse();
    assertThat(catalogue.mayReceive(ADMIN, own, event("any"))).isTrue();
  }

  @Test
  void switchesTopicsAndTypesOff() {
    assertThat(catalogue.isSwitchedOff(Topic.of("order"), "Placed")).isFalse();
    assertThat(catalogue.isSwitchedOff(Topic.of("order", "eu"), "Silent")).isTrue();
    assertThat(catalogue.isSwitchedOff(Topic.of("hidden"), "Placed")).isTrue();
    assertThat(catalogue.isSwitchedOff(Topic.of("hidden"), "undeclared")).isTrue();
    assertThat(catalogue.isSwitchedOff(Topic.of("unknown"), "Placed")).isFalse();
  }

  @Test
  @Tag("T4")
  void asksTheConstraintWhoMayReceive() {
    assertThat(catalogue.mayReceive(ANN, Topic.of("order"), event("Placed"))).isTrue();
    assertThat(catalogue.mayReceive(new User("bob", false), Topic.of("order"), event("Placed")))
        .isFalse();
    assertThat(catalogue.mayReceive(ANN, Topic.of("hidden"), event("Placed"))).isTrue();
  }

  @Test
  @Tag("T4")
  void letsAdministratorsAloneReceiveUndeclaredTopics() {
    assertThat(catalogue.mayReceive(ANN, Topic.of("unknown"), event("x"))).isFalse();
    assertThat(catalogue.mayReceive(ADMIN, Topic.of("unknown"), event("x"))).isTrue();
  }

  @Test
  @Tag("T4")
  void leavesOpenWhatAConstraintThatThrowsWouldHaveSaid() {
    assertThatThrownBy(() -> catalogue.mayReceive(ADMIN, Topic.of("broken"), event("Placed")))
        .isInstanceOf(RuntimeException.class);
  }
}
