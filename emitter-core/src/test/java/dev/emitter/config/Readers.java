package dev.emitter.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.filter.FilterCompiler;
import dev.emitter.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Readers over the fake types, and what they say of broken files. */
final class Readers {

  /** Refuses filters that are neither a string nor an object, and compiles none. */
  static final FilterCompiler FILTERS =
      (filter, path, problems) -> {
        if (!filter.isTextual() && !filter.isObject()) {
          problems.add(path, "found " + Found.value(filter) + "; allowed: a string or an object");
        }
        return null;
      };

  static final Identities IDENTITIES =
      Identities.of(Map.of("partner", new Identity.Basic("ann", Secret.of("hunter2"))))
          .withUsers("partner", Set.of("*"));

  private Readers() {}

  static DefinitionReader reader(Map<String, String> environment) {
    return new DefinitionReader(
        FakeProvider.TYPES,
        FILTERS,
        IDENTITIES,
        new Placeholders(environment::get),
        Clock.systemUTC());
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the whole message with which an operators' file is refused. */
  static String refusal(String json) {
    return refusal(() -> reader(Map.of()).readSystem("orders.json", "orders", bytes(json)));
  }

  static String refusal(Runnable reading) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, reading::run);
    return refused == null ? "not refused" : String.valueOf(refused.getMessage());
  }
}
