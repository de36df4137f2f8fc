package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Audience;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition of an emitter that would receive events like one that somebody has seen: on its
 * topic, of its type, and, where a member of its data says what happened, with its value as a
 * filter. What nobody can know, such as an address, is an example to be replaced. Immutable.
 */
public final class DefinitionProposal {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final @Nullable ObjectNode definition;
  private final @Nullable String reason;

  private DefinitionProposal(@Nullable ObjectNode definition, @Nullable String reason) {
    this.definition = definition;
    this.reason = reason;
  }

  /**
   * Proposes a definition.
   *
   * @param provider the type of the emitter
   * @param topic the topic that the event was published on
   * @param event the event
   */
  public static DefinitionProposal of(ChannelProvider provider, Topic topic, EncodedEvent event) {
    JsonNode data = ProposedData.of(event);
    ObjectNode definition = JSON.objectNode().put("type", provider.type());
    if (provider.audience() == Audience.USERS_ONLY) {
      definition.put("owner", "user@shop.example");
    }
    ArrayNode segments = definition.putArray("topics").addArray();
    topic.segments().forEach(segments::add);
    definition.putArray("messages").add(event.event().getType());
    String filter = ProposedFilter.of(topic, event, data);
    if (filter != null) {
      definition.put("filter", filter);
    }
    ObjectNode parameters = JSON.objectNode();
    for (Parameter parameter : provider.parameters()) {
      if (ProposedParameters.isWanted(parameter, provider, event.event().getType())) {
        JsonNode value = ProposedParameters.value(parameter, topic, data);
        if (value == null) {
          return new DefinitionProposal(null, missing(provider, parameter));
        }
        parameters.set(parameter.name(), value);
      }
    }
    if (!parameters.isEmpty()) {
      definition.set("parameters", parameters);
    }
    return new DefinitionProposal(definition, null);
  }

  private static String missing(ChannelProvider provider, Parameter parameter) {
    String where = "not compatible with " + provider.type() + ": ";
    return switch (parameter.name()) {
      case ProposedParameters.COLUMNS ->
          where + "the data of the event is no JSON object with members for the columns of a row";
      case ProposedParameters.FLOW ->
          where
              + "no member of the data, such as chainId, orderId or id, says which"
              + " chain the event belongs to";
      default -> where + "nothing in the event says what parameter " + parameter.name() + " is";
    };
  }

  /** Returns whether an emitter of the type can receive such an event. */
  public boolean isCompatible() {
    return definition != null;
  }

  /**
   * Returns the definition as indented JSON.
   *
   * @throws IllegalStateException if the event is not compatible
   */
  public String json() {
    if (definition == null) {
      throw new IllegalStateException(reason);
    }
    return definition.toPrettyString();
  }

  /**
   * Returns why an emitter of the type cannot receive such an event.
   *
   * @throws IllegalStateException if it can
   */
  public String reason() {
    if (definition != null) {
      throw new IllegalStateException("the event is compatible");
    }
    return Objects.requireNonNull(reason);
  }

  @Override
  public String toString() {
    return definition == null ? String.valueOf(reason) : definition.toString();
  }
}
