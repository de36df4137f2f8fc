package dev.emitter.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D1")
final class EmitterDefinitionTest {

  @Test
  void takesListsAndMapsForParameters() {
    EmitterDefinition definition =
        EmitterDefinition.builder("hook", "Webhook")
            .parameter("url", "https://receiver.example")
            .parameter("reduce", List.of("image", "items.image"))
            .parameter("headers", Map.of("X-Env", "test"))
            .parameter("signing", Map.of("secrets", List.of("one"), "scheme", "github"))
            .build();
    assertThat(definition.parameters().get("reduce")).hasToString("[\"image\",\"items.image\"]");
    assertThat(definition.parameters().get("headers")).hasToString("{\"X-Env\":\"test\"}");
    assertThat(definition.parameters().get("signing").get("secrets")).hasToString("[\"one\"]");
  }
}
