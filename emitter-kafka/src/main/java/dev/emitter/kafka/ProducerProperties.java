package dev.emitter.kafka;

import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.Problems;
import dev.emitter.problem.Suggestion;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code properties}: what a definition may say to Kafka's producer in its own words.
 * Users may tune it. Whatever names a file, a class or a credential, or could make the producer
 * take much of the machine, is for operators.
 */
final class ProducerProperties {

  private static final String AT = "$.parameters.properties";

  /** What the promises of the channel rest on, or a parameter says. */
  private static final Map<String, String> SET_BY_THE_CHANNEL =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "use the parameter brokers",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "keys are bytes",
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "values are bytes",
          ProducerConfig.ACKS_CONFIG, "an event counts as delivered once all replicas have it",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "without it events could change places",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, "use the parameter exactlyOnce",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "use the parameter compression",
          ProducerConfig.LINGER_MS_CONFIG, "use the parameter linger",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "use the parameter timeout");

  private static final Set<String> FOR_USERS =
      new TreeSet<>(
          Set.of(
              ProducerConfig.BATCH_SIZE_CONFIG,
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
              ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
              ProducerConfig.METADATA_MAX_AGE_CONFIG,
              ProducerConfig.METADATA_MAX_IDLE_CONFIG,
              ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
              "partitioner.adaptive.partitioning.enable",
              ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
              ProducerConfig.COMPRESSION_LZ4_LEVEL_CONFIG,
              ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG));

  /** A batch and a request are memory, and there may be many producers. */
  private static final Map<String, Integer> LARGEST_FOR_USERS =
      Map.of(
          ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);

  private ProducerProperties() {}

  /** Returns what the definition says. */
  static Map<String, String> of(ParameterValues properties) {
    Map<String, String> given = new TreeMap<>();
    for (String name : properties.names()) {
      given.put(name, properties.requiredString(name));
    }
    return given;
  }

  /** Adds a problem for each property that must not be set, is unknown, or has a wrong value. */
  static void validate(Map<String, String> given, @Nullable String owner, Problems problems) {
    given.forEach(
        (name, value) -> {
          Fault fault = fault(name, value, owner);
          if (fault != null) {
            problems.add(AT + "['" + name + "']", fault.what, fault.hint);
          }
        });
  }

  private record Fault(String what, @Nullable String hint) {}

  private static @Nullable Fault fault(String name, String value, @Nullable String owner) {
    String instead = SET_BY_THE_CHANNEL.get(name);
    if (instead != null) {
      return new Fault("is set by the channel", instead);
    }
    if (owner != null && !FOR_USERS.contains(name)) {
      return new Fault(
          "is not for the emitters of users",
          "they may set " + String.join(", ", FOR_USERS) + "; ask an operator for others");
    }
    if (!ProducerConfig.configNames().contains(name)) {
      String near = Suggestion.nearest(name, ProducerConfig.configNames());
      // Plug-ins that operators name have settings of their own.
      return near == null ? null : new Fault("is no property of Kafka's producer", near);
    }
    return owner != null && isTooLarge(name, value)
        ? new Fault(
            "is too large for the emitter of a user", "at most " + LARGEST_FOR_USERS.get(name))
        : valueFault(name, value);
  }

  private static boolean isTooLarge(String name, String value) {
    Integer largest = LARGEST_FOR_USERS.get(name);
    return largest != null
        && value.matches("[0-9]+")
        && value.length() < 19
        && Long.parseLong(value) > largest;
  }

  /** Asks Kafka about the value; what it answers about a password does not show it. */
  private static @Nullable Fault valueFault(String name, String value) {
    Map<String, String> alone = new HashMap<>(Map.of(name, value));
    for (ConfigValue checked : ProducerConfig.configDef().validate(alone)) {
      if (checked.name().equals(name) && !checked.errorMessages().isEmpty()) {
        return new Fault("has a value that Kafka refuses", checked.errorMessages().get(0));
      }
    }
    return null;
  }
}
