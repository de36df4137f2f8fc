package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.NotifySettings;
import dev.emitter.definition.NotifySettings.Occasion;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a definition of a JSON object, as far as its members are right. Not thread-safe. */
final class MemberReader {

  private final JsonNode root;
  private final Faults faults;
  private final ParameterValues values;
  private final NameWarnings warnings;

  /**
   * Creates a reader.
   *
   * @param types the channel types, whose parameters may have been written in the wrong place
   * @param catalogue what names are declared, or null if that does not matter
   * @param ofUser whether it is the definition of a user, who may not have all that others may
   */
  MemberReader(
      JsonNode root,
      ChannelTypes types,
      @Nullable Catalogue catalogue,
      Faults faults,
      boolean ofUser) {
    this.root = root;
    this.faults = faults;
    this.warnings = new NameWarnings(catalogue, faults);
    ChannelProvider type = types.find(root.path("type").asText());
    MisplacedMembers homes = MisplacedMembers.of(type == null ? List.of() : type.parameters());
    List<Parameter> declared = DefinitionMembers.ALL;
    this.values =
        ParameterReader.of(StringValues.asWritten(), faults, homes)
            .read(ofUser ? UserLimits.within(declared) : declared, root, JsonPaths.ROOT);
  }

  /** Adds a fault if a member says something else than what is given already. */
  void expect(String member, String given) {
    String written = values.string(member);
    if (written != null && !written.equals(given)) {
      faults.add(
          JsonPaths.member(JsonPaths.ROOT, member),
          "found " + Found.text(written) + "; it is given as " + Found.text(given),
          "leave it out");
    }
  }

  /** Adds a fault if there are no topics. */
  void requireTopics() {
    if (root.isObject() && !root.has(DefinitionMembers.TOPICS.name())) {
      faults.add(
          "$.topics",
          "missing, but required in a user's definition; allowed: an array of topics",
          "name the topics to receive, such as [[\"orders\"]]");
    }
  }

  EmitterDefinition definition(String defaultId, @Nullable String defaultOwner) {
    String id = Objects.requireNonNullElse(values.string("id"), defaultId);
    String fault = EmitterIds.fault(id);
    if (fault != null) {
      faults.add("$.id", fault);
    }
    String owner = values.string("owner");
    EmitterDefinition.Builder builder =
        EmitterDefinition.builder(
                id, Objects.requireNonNullElse(values.string("type"), "").intern())
            .description(values.string("description"))
            .comment(values.string("$comment"))
            .filter(root.get("filter"))
            .owner(owner == null ? defaultOwner : owner)
            .identityRef(values.string("identityRef"))
            .enabled(values.bool("enabled", true))
            .delivery(delivery(id))
            .notification(notification());
    if (values.names().contains("topics")) {
      builder.topics(topics());
    }
    builder.messages(messages());
    if (root.get("parameters") instanceof ObjectNode parameters) {
      builder.parameters(parameters);
    }
    return builder.build();
  }

  private @Nullable NotifySettings notification() {
    if (!values.names().contains(DefinitionMembers.NOTIFY.name())) {
      return null;
    }
    ParameterValues notify = values.object(DefinitionMembers.NOTIFY.name());
    List<String> to =
        notify.list(DefinitionMembers.NOTIFY_TO.name()).stream()
            .map(String.class::cast)
            .distinct()
            .toList();
    Set<Occasion> on = EnumSet.noneOf(Occasion.class);
    for (Object occasion : notify.list(DefinitionMembers.NOTIFY_ON.name())) {
      on.add(Occasion.valueOf(((String) occasion).toUpperCase(Locale.ROOT)));
    }
    return new NotifySettings(to, on.isEmpty() ? EnumSet.allOf(Occasion.class) : on);
  }

  private List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    int index = 0;
    for (Object item : values.list("topics")) {
      List<String> segments = ((List<?>) item).stream().map(String.class::cast).toList();
      String path = JsonPaths.item("$.topics", index);
      index++;
      try {
        topics.add(Topic.of(segments));
        warnings.topic(segments, path);
      } catch (EmitterException e) {
        faults.add(path, String.valueOf(e.getMessage()));
      }
    }
    return topics;
  }

  private String[] messages() {
    Set<String> distinct = new LinkedHashSet<>();
    int index = 0;
    for (Object message : values.list("messages")) {
      warnings.message((String) message, JsonPaths.item("$.messages", index));
      if (!distinct.add((String) message)) {
        faults.add(
            JsonPaths.item("$.messages", index),
            "found " + Found.text((String) message) + " twice; name it once");
      }
      index++;
    }
    return distinct.toArray(String[]::new);
  }

  private DeliverySettings delivery(String id) {
    return new DeliveryReader(values.object("delivery"), root.path("delivery"), faults).read(id);
  }
}
