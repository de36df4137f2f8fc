package dev.emitter.config;

import static dev.emitter.channel.ParameterType.BOOLEAN;
import static dev.emitter.channel.ParameterType.JSON;
import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.MAP;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.STRING;

import dev.emitter.channel.Parameter;
import java.util.List;

/**
 * Declares the members of a definition once: validation, JSON Schema and reference page all come
 * from here.
 */
final class DefinitionMembers {

  static final int LONGEST_ID = 200;
  static final int LONGEST_TEXT = 10_000;

  private static final Parameter SEGMENT =
      Parameter.of("segment", STRING, "A segment of the path; any non-empty string.")
          .between(1, LONGEST_TEXT);

  private static final Parameter TOPIC =
      Parameter.of("topic", LIST, "A topic: the path from the outermost segment.")
          .between(1, Integer.MAX_VALUE)
          .containing(SEGMENT);

  private static final Parameter MESSAGE =
      Parameter.of("message", STRING, "A CloudEvents type.").between(1, LONGEST_TEXT);

  private static final Parameter ANYTHING = Parameter.of("value", JSON, "As the type declares.");

  static final Parameter SCHEMA =
      Parameter.of("$schema", STRING, "The JSON Schema for editors; it has no effect here.");

  static final Parameter DESCRIPTION =
      Parameter.of("description", STRING, "For people: what the emitter is for.")
          .between(0, LONGEST_TEXT);

  static final Parameter COMMENT =
      Parameter.of(
              "$comment", STRING, "For those who maintain the definition; JSON has no comments.")
          .between(0, LONGEST_TEXT);

  static final Parameter ID =
      Parameter.of(
              "id",
              STRING,
              "Identifies the emitter. If left out, the file's name without .json is used.")
          .between(1, LONGEST_ID);

  static final Parameter TYPE =
      Parameter.of("type", STRING, "The channel type; upper and lower case do not matter.")
          .asRequired();

  static final Parameter TOPICS =
      Parameter.of(
              "topics",
              LIST,
              "The topics to receive, each with everything below it. If left out, every topic of"
                  + " the application; a user's emitter must name its topics.")
          .between(1, Integer.MAX_VALUE)
          .containing(TOPIC);

  static final Parameter MESSAGES =
      Parameter.of("messages", LIST, "The message types to let through. If left out, all.")
          .between(1, Integer.MAX_VALUE)
          .containing(MESSAGE);

  static final Parameter FILTER =
      Parameter.of(
          "filter",
          JSON,
          "Lets through the events for which it is true: a string is a FEEL expression over the"
              + " event's data, an object holds one dialect, such as {\"prefix\": {\"type\":"
              + " \"com.\"}}.");

  static final Parameter OWNER =
      Parameter.of(
              "owner",
              STRING,
              "The user whose emitter this is; it receives what this user may receive. If left"
                  + " out, it is a system emitter, which receives everything.")
          .between(1, LONGEST_TEXT);

  static final Parameter IDENTITY_REF =
      Parameter.of(
              "identityRef",
              STRING,
              "The name of the identity whose credentials are used. If the emitter has an owner,"
                  + " one whose users name the owner.")
          .between(1, LONGEST_TEXT);

  static final Parameter PARAMETERS =
      Parameter.of("parameters", MAP, "The settings of the channel, as its type declares them.")
          .containing(ANYTHING);

  static final Parameter ENABLED =
      Parameter.of("enabled", BOOLEAN, "Whether the emitter delivers from the start.")
          .withDefault(true);

  static final Parameter DELIVERY =
      Parameter.of("delivery", OBJECT, "How the emitter delivers.")
          .containing(DeliveryMembers.ALL.toArray(Parameter[]::new));

  static final Parameter NOTIFY_TO =
      Parameter.of(
              "to",
              LIST,
              "People and groups, by the names that the application knows them by; in a user's"
                  + " definition only those whom it allows to this user.")
          .between(1, 100)
          .containing(Parameter.of("name", STRING, "A person or group.").between(1, LONGEST_TEXT))
          .asRequired();

  static final Parameter NOTIFY_ON =
      Parameter.of(
              "on",
              LIST,
              "What they are told of: unstable (the first failure after 24 hours without one),"
                  + " disabled (by failures or by the receiver), recovered. If left out, all.")
          .between(1, 3)
          .containing(
              Parameter.choice("occasion", "An occasion.", "unstable", "disabled", "recovered"));

  static final Parameter NOTIFY =
      Parameter.of(
              "notify",
              OBJECT,
              "Who is told what happens to the emitter. If left out, its owner, or the operators,"
                  + " when failures have disabled it.")
          .containing(NOTIFY_TO, NOTIFY_ON);

  static final List<Parameter> ALL =
      List.of(
          SCHEMA,
          COMMENT,
          DESCRIPTION,
          ID,
          TYPE,
          TOPICS,
          MESSAGES,
          FILTER,
          OWNER,
          IDENTITY_REF,
          PARAMETERS,
          ENABLED,
          DELIVERY,
          NOTIFY);

  private DefinitionMembers() {}
}
