package dev.emitter.config;

import static dev.emitter.channel.ParameterType.INTEGER;
import static dev.emitter.channel.ParameterType.MAP;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.SECRET;
import static dev.emitter.channel.ParameterType.STRING;
import static dev.emitter.channel.ParameterType.URI;

import dev.emitter.channel.Parameter;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowStatus;
import java.util.List;
import java.util.stream.Stream;

/** Declares the members of a flow once: reading and JSON Schema come from here. */
final class FlowMembers {

  private static final Parameter DESCRIPTION =
      Parameter.of("description", STRING, "For people: what the flow is.")
          .between(0, DefinitionMembers.LONGEST_TEXT);

  static final Parameter ID =
      Parameter.of(
              "id",
              STRING,
              "Identifies the flow. If left out, the file's name without .json is used.")
          .between(1, DefinitionMembers.LONGEST_ID);

  static final Parameter OWNER =
      Parameter.of(
              "owner",
              STRING,
              "The user whose flow it is: its addresses must be public ones. If left out, it is one"
                  + " of operators.")
          .between(1, DefinitionMembers.LONGEST_TEXT);

  static final Parameter MAPPING =
      Parameter.of(
              "mapping",
              OBJECT,
              "What the entries of the flow's chains have in Mappings, letter by letter.")
          .containing(
              part("domain", "The domain, such as Invoicing."),
              part("service", "The service, such as Invoice system."),
              part("action", "The action, such as New invoice."),
              part("version", "The version, such as v1.2.3."))
          .asRequired();

  static final Parameter URL =
      Parameter.of("url", URI, "Where requests go; it begins with https://.").asRequired();

  static final Parameter HEADERS =
      Parameter.of(
              "headers",
              MAP,
              "Headers of each request. Of names that differ in upper and lower case alone, the"
                  + " first is kept.")
          .containing(Parameter.of("value", SECRET, "The value; it is shown nowhere."));

  static final Parameter RESUBMIT =
      Parameter.of("resubmit", OBJECT, "Who runs a chain again from its first step.")
          .containing(URL, HEADERS);

  static final Parameter RESUME =
      Parameter.of("resume", OBJECT, "Who runs the failed steps of a chain again.")
          .containing(URL, HEADERS);

  static final Parameter STATUS_ID =
      Parameter.of("statusId", OBJECT, "The number that records have for a step of this status.")
          .containing(
              Stream.of(FlowStatus.values())
                  .map(FlowStatus::text)
                  .map(status -> number(status, FlowDefinition.DEFAULT_STATUS_ID))
                  .toArray(Parameter[]::new));

  static final Parameter USER_STATUS =
      Parameter.of("userStatus", OBJECT, "The number that records have for what was asked.")
          .containing(
              number("resubmit", FlowDefinition.DEFAULT_USER_STATUS),
              number("resume", FlowDefinition.DEFAULT_USER_STATUS));

  static final List<Parameter> ALL =
      List.of(
          DefinitionMembers.SCHEMA,
          DefinitionMembers.COMMENT,
          DESCRIPTION,
          ID,
          OWNER,
          MAPPING,
          RESUBMIT,
          RESUME,
          STATUS_ID,
          USER_STATUS);

  private FlowMembers() {}

  private static Parameter part(String name, String meaning) {
    return Parameter.of(name, STRING, meaning)
        .between(1, DefinitionMembers.LONGEST_TEXT)
        .asRequired();
  }

  private static Parameter number(String name, int otherwise) {
    return Parameter.of(name, INTEGER, "The number for " + name + ".")
        .withDefault(otherwise)
        .between(0, Integer.MAX_VALUE);
  }
}
