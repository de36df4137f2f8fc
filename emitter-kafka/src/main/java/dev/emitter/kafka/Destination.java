package dev.emitter.kafka;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problems;
import java.util.regex.Pattern;

/**
 * Where the records of an emitter go: by its parameters, or by the connection string of its
 * identity, where the preset says so. Immutable.
 *
 * @param brokers the brokers that tell of the others
 * @param topic the topic
 */
record Destination(Brokers brokers, String topic) {

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String AT = "$.parameters.";

  /**
   * Returns the destination of a definition that was found right.
   *
   * @throws ConfigurationException if its connection string has changed and is wrong by now
   */
  static Destination of(ChannelContext context) {
    ParameterValues given = context.parameters();
    if (!isInConnectionString(given)) {
      return new Destination(
          Brokers.of(given.requiredString(KafkaParameters.BROKERS.name())),
          given.requiredString(KafkaParameters.TOPIC.name()));
    }
    Problems problems = new Problems();
    ConnectionString found = ConnectionString.of(context.identity(), problems);
    if (found == null) {
      throw new ConfigurationException(
          "the connection string of the identity does not name an event hub", problems.list());
    }
    return new Destination(Brokers.of(found.brokers()), found.topic());
  }

  private static boolean isInConnectionString(ParameterValues given) {
    Preset preset = Preset.of(given);
    return preset != null && preset.readsConnectionString();
  }

  /** Adds the faults of brokers and topic, or of the connection string that names them. */
  static void validate(ChannelContext context, Problems problems) {
    ParameterValues given = context.parameters();
    if (!isInConnectionString(given)) {
      ParameterChecks.each(() -> brokers(context, problems), () -> topic(context, problems));
      return;
    }
    leftOut(KafkaParameters.BROKERS, context, problems);
    leftOut(KafkaParameters.TOPIC, context, problems);
    ConnectionString found = ConnectionString.of(context.identity(), problems);
    if (found != null && !isTopic(found.topic())) {
      problems.add(
          "$.identityRef", "the EntityPath of its connection string is no name of a topic");
    }
  }

  private static void leftOut(Parameter parameter, ChannelContext context, Problems problems) {
    if (context.definition().parameters().has(parameter.name())) {
      problems.add(
          AT + parameter.name(),
          "stands beside a preset that takes it from the connection string of the identity",
          "remove it, or take preset event-hubs");
    }
  }

  private static void brokers(ChannelContext context, Problems problems) {
    String list = context.parameters().string(KafkaParameters.BROKERS.name());
    if (list == null) {
      missing(KafkaParameters.BROKERS, problems);
    } else {
      Brokers unused = Brokers.parse(list, problems);
    }
  }

  private static void topic(ChannelContext context, Problems problems) {
    String topic = context.parameters().string(KafkaParameters.TOPIC.name());
    if (topic == null) {
      missing(KafkaParameters.TOPIC, problems);
    } else if (!isTopic(topic)) {
      problems.add(
          AT + KafkaParameters.TOPIC.name(),
          "\"" + topic + "\" is not the name of a topic of Kafka",
          "letters, digits, dots, hyphens and underscores alone");
    }
  }

  private static void missing(Parameter parameter, Problems problems) {
    problems.add(
        AT + parameter.name(),
        "missing; only preset " + Preset.FABRIC_EVENTSTREAM.id() + " goes without it");
  }

  private static boolean isTopic(String name) {
    return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }
}
