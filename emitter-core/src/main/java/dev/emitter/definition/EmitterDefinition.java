package dev.emitter.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import dev.emitter.topic.Subscription;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of an emitter, as its author wrote it: parameters and filter are JSON,
 * placeholders unresolved. Whether they are right is judged when it is registered. Immutable and
 * thread-safe.
 */
public final class EmitterDefinition {

  private final String id;
  private final String type;
  private final @Nullable String description;
  private final @Nullable String comment;
  private final Subscription subscription;
  private final Set<String> messages;
  private final @Nullable JsonNode filter;
  private final @Nullable String owner;
  private final @Nullable String identityRef;
  private final ObjectNode parameters;
  private final boolean enabled;
  private final DeliverySettings delivery;
  private final @Nullable NotifySettings notification;

  private EmitterDefinition(Builder builder) {
    this.id = builder.id;
    this.type = builder.type;
    this.description = builder.description;
    this.comment = builder.comment;
    this.subscription =
        builder.topics == null ? Subscription.toEverything() : Subscription.to(builder.topics);
    this.messages = Set.copyOf(builder.messages);
    this.filter = builder.filter;
    this.owner = builder.owner;
    this.identityRef = builder.identityRef;
    this.parameters = builder.parameters.deepCopy();
    this.enabled = builder.enabled;
    this.delivery = builder.delivery;
    this.notification = builder.notification;
  }

  /** Starts a definition of an emitter of a channel type, such as {@code File}. */
  public static Builder builder(String id, String type) {
    return new Builder(id, type);
  }

  /** Returns what identifies the emitter. */
  public String id() {
    return id;
  }

  /** Returns the channel type as written; types match ignoring case. */
  public String type() {
    return type;
  }

  /** Returns what the emitter is for, in words for people, or null. */
  public @Nullable String description() {
    return description;
  }

  /** Returns a note for those who maintain the definition, or null. */
  public @Nullable String comment() {
    return comment;
  }

  /** Returns the topics the emitter receives. */
  public Subscription subscription() {
    return subscription;
  }

  /** Returns the message types let through; empty for all. */
  public Set<String> messages() {
    return messages;
  }

  /** Returns the filter as written, or null. */
  public @Nullable JsonNode filter() {
    return filter == null ? null : filter.deepCopy();
  }

  /** Returns the user whose emitter this is; null for a system emitter. */
  public @Nullable String owner() {
    return owner;
  }

  /** Returns the name of the identity to use, or null. */
  public @Nullable String identityRef() {
    return identityRef;
  }

  /** Returns a copy of the parameters as written. */
  public ObjectNode parameters() {
    return parameters.deepCopy();
  }

  /** Returns whether the emitter delivers from the start. */
  public boolean enabled() {
    return enabled;
  }

  /** Returns how the emitter delivers. */
  public DeliverySettings delivery() {
    return delivery;
  }

  /** Returns who is told what happens to it; null for its owner, or the operators. */
  public @Nullable NotifySettings notification() {
    return notification;
  }

  @Override
  public String toString() {
    return "emitter " + id + " (" + type + ")";
  }

  /** Builds a definition. Not thread-safe. */
  public static final class Builder {

    private final String id;
    private final String type;
    private @Nullable String description;
    private @Nullable String comment;
    private @Nullable List<Topic> topics;
    private final Set<String> messages = new LinkedHashSet<>();
    private @Nullable JsonNode filter;
    private @Nullable String owner;
    private @Nullable String identityRef;
    private ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    private boolean enabled = true;
    private DeliverySettings delivery = DeliverySettings.DEFAULT;
    private @Nullable NotifySettings notification;

    private Builder(String id, String type) {
      this.id = id;
      this.type = type;
    }

    /** Says for people what the emitter is for; it has no effect. */
    public Builder description(@Nullable String text) {
      this.description = text;
      return this;
    }

    /** Leaves a note for those who maintain the definition; it has no effect. */
    public Builder comment(@Nullable String text) {
      this.comment = text;
      return this;
    }

    /** Adds a topic to receive. If none is added, every topic is received. */
    public Builder topic(String... segments) {
      return topics(List.of(Topic.of(segments)));
    }

    /** Adds topics to receive; an empty list receives none. */
    public Builder topics(List<Topic> more) {
      List<Topic> all = topics == null ? new ArrayList<>() : topics;
      all.addAll(more);
      topics = all;
      return this;
    }

    /** Lets only these message types through, beside those named before. */
    public Builder messages(String... types) {
      messages.addAll(List.of(types));
      return this;
    }

    /** Sets the filter: a text node is FEEL, an object holds one dialect. */
    public Builder filter(@Nullable JsonNode expression) {
      this.filter = expression;
      return this;
    }

    /** Makes this the emitter of a user. If unset, it is a system emitter. */
    public Builder owner(@Nullable String user) {
      this.owner = user;
      return this;
    }

    /** Names the identity to use. */
    public Builder identityRef(@Nullable String name) {
      this.identityRef = name;
      return this;
    }

    /** Sets a parameter of the channel to a string. */
    public Builder parameter(String name, String value) {
      parameters.put(name, value);
      return this;
    }

    /** Sets a parameter of the channel to a boolean. */
    public Builder parameter(String name, boolean value) {
      parameters.put(name, value);
      return this;
    }

    /** Sets a parameter of the channel to a whole number. */
    public Builder parameter(String name, long value) {
      parameters.put(name, value);
      return this;
    }

    /** Sets a parameter of the channel to a list of what JSON has, such as strings. */
    public Builder parameter(String name, List<?> values) {
      parameters.set(name, json(values));
      return this;
    }

    /** Sets a parameter of the channel to a map of what JSON has, such as headers by name. */
    public Builder parameter(String name, Map<String, ?> values) {
      parameters.set(name, json(values));
      return this;
    }

    private static JsonNode json(Object value) {
      return Json.MAPPER.valueToTree(value);
    }

    /** Replaces all parameters of the channel. */
    public Builder parameters(ObjectNode all) {
      this.parameters = all.deepCopy();
      return this;
    }

    /** Sets whether the emitter delivers from the start. If unset, it does. */
    public Builder enabled(boolean delivers) {
      this.enabled = delivers;
      return this;
    }

    /** Sets how the emitter delivers. */
    public Builder delivery(DeliverySettings settings) {
      this.delivery = settings;
      return this;
    }

    /**
     * Sets who is told what happens to the emitter. If unset, its owner or the operators are told
     * when failures have disabled it.
     */
    public Builder notification(@Nullable NotifySettings settings) {
      this.notification = settings;
      return this;
    }

    /** Returns the definition. */
    public EmitterDefinition build() {
      return new EmitterDefinition(this);
    }
  }
}
