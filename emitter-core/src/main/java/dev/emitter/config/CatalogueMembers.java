package dev.emitter.config;

import static dev.emitter.channel.ParameterType.BOOLEAN;
import static dev.emitter.channel.ParameterType.JSON;
import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.OBJECT;
import static dev.emitter.channel.ParameterType.STRING;

import dev.emitter.channel.Parameter;
import java.util.List;

/** Declares the members of a catalogue once. */
final class CatalogueMembers {

  private static final Parameter DESCRIPTION = Parameter.of("description", STRING, "For people.");

  private static final Parameter ENABLED =
      Parameter.of("enabled", BOOLEAN, "Whether its events are published; if not, dropped.")
          .withDefault(true);

  private static final Parameter NAME =
      Parameter.of("name", STRING, "The name.").between(1, 10_000).asRequired();

  private static final Parameter FIELD =
      Parameter.of("field", OBJECT, "A member of the data.")
          .containing(
              NAME,
              Parameter.choice(
                      "type", "Its JSON type.", "string", "number", "boolean", "array", "object")
                  .asRequired(),
              DESCRIPTION,
              Parameter.of("example", JSON, "An example."));

  private static final Parameter MESSAGE =
      Parameter.of("message", OBJECT, "A message type.")
          .containing(
              NAME,
              DESCRIPTION,
              ENABLED,
              Parameter.of("fields", LIST, "The members of its data.").containing(FIELD));

  /** The members of a topic's declaration. */
  static final List<Parameter> TOPIC =
      List.of(
          Parameter.of("security", STRING, "Who may receive its messages, in words."),
          DESCRIPTION,
          Parameter.of("subTopicsDescription", LIST, "What each further segment means."),
          ENABLED,
          Parameter.of("messages", LIST, "Its message types.").containing(MESSAGE));

  private CatalogueMembers() {}
}
