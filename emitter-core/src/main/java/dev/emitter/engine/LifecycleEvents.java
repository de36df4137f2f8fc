package dev.emitter.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.OwnEventPublisher;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.LogAppender;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Publishes what happens to emitters as events on topic {@code [emitter, <id>]}: {@code
 * EmitterRegistered}, {@code EmitterChanged}, {@code EmitterDisabled}, {@code EmitterRestarted},
 * {@code EmitterDeleted}, {@code EmitterSkipped}, {@code EmitterUnstable}, {@code
 * EmitterRecovered}, {@code DeliveryFailed}, and what channels have to tell. Nothing is published
 * while no emitter names that topic, and publishing never waits: with a full log the event is left
 * out and logged. Thread-safe.
 */
final class LifecycleEvents {

  private static final Logger LOG = Loggers.of(LifecycleEvents.class);

  private final LogAppender log;
  private final URI source;
  private final java.time.Clock clock;
  private final EventCompleter completer;
  private final BooleanSupplier named;
  private final boolean delivering;

  /**
   * Creates a publisher.
   *
   * @param named tells whether an emitter names the topic
   * @param delivering whether events are delivered by this process
   */
  LifecycleEvents(
      LogAppender log,
      URI source,
      java.time.Clock clock,
      EventCompleter completer,
      BooleanSupplier named,
      boolean delivering) {
    this.log = log;
    this.source = source;
    this.clock = clock;
    this.completer = completer;
    this.named = named;
    this.delivering = delivering;
  }

  void registered(EmitterDefinition definition) {
    publish("EmitterRegistered", definition, about(definition, null));
  }

  /** Tells which members of a definition were changed, if any were. */
  void changed(EmitterDefinition before, EmitterDefinition after) {
    List<String> members = ChangedMembers.between(before, after);
    if (!members.isEmpty()) {
      ObjectNode data = about(after, null);
      members.forEach(data.putArray("changed")::add);
      publish("EmitterChanged", after, data);
    }
  }

  void deleted(EmitterDefinition definition) {
    publish("EmitterDeleted", definition, about(definition, null));
  }

  void restarted(EmitterDefinition definition) {
    publish("EmitterRestarted", definition, about(definition, null));
  }

  void disabled(EmitterDefinition definition, DisabledState how, @Nullable LoggedEvent failed) {
    ObjectNode data = about(definition, how.reason());
    data.put("by", how.by().name().toLowerCase(Locale.ROOT));
    if (how.person() != null) {
      data.put("person", how.person());
    }
    publish("EmitterDisabled", definition, withEvent(data, failed));
  }

  void unstable(EmitterDefinition definition, String reason, @Nullable LoggedEvent failed) {
    publish("EmitterUnstable", definition, withEvent(about(definition, reason), failed));
  }

  void recovered(EmitterDefinition definition, String reason) {
    publish("EmitterRecovered", definition, about(definition, reason));
  }

  void deliveryFailed(EmitterDefinition definition, String reason, LoggedEvent failed) {
    publish("DeliveryFailed", definition, withEvent(about(definition, reason), failed));
  }

  /**
   * Tells that events were left out. Also where nothing is delivered by itself, since then a person
   * does so from outside: whoever names the topic gets it from the next process.
   */
  void skipped(EmitterDefinition definition, long events, String to) {
    if (named.getAsBoolean()) {
      ObjectNode data = about(definition, null).put("skipped", events).put("to", to);
      offer("EmitterSkipped", definition, data);
    }
  }

  private void publish(String type, EmitterDefinition definition, ObjectNode data) {
    if (delivering && named.getAsBoolean()) {
      offer(type, definition, data);
    }
  }

  private void offer(String type, EmitterDefinition definition, ObjectNode data) {
    try {
      EncodedEvent event = completer.complete(event(type, definition, data));
      if (!log.offer(Topic.of(Topic.RESERVED, definition.id()), event)) {
        LOG.warn("log full: own event {} about emitter {} was left out", type, definition.id());
      }
    } catch (RuntimeException e) {
      LOG.warn("own event {} about emitter {} was left out", type, definition.id(), e);
    }
  }

  private CloudEvent event(String type, EmitterDefinition definition, ObjectNode data) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(UUID.randomUUID().toString())
            .withSource(source)
            .withType(type)
            .withTime(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .withData("application/json", data.toString().getBytes(StandardCharsets.UTF_8));
    String owner = definition.owner();
    if (owner != null) {
      builder.withExtension(Rights.OWNER, owner);
    }
    return builder.build();
  }

  /** Returns what publishes the events that a channel has about its emitter. */
  OwnEventPublisher ofChannel(EmitterDefinition definition) {
    return (type, data) -> {
      ObjectNode all = about(definition, null);
      all.setAll(data);
      publish(type, definition, all);
    };
  }

  private static ObjectNode about(EmitterDefinition definition, @Nullable String reason) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("emitter", definition.id()).put("type", definition.type());
    if (definition.owner() != null) {
      data.put("owner", definition.owner());
    }
    if (reason != null) {
      data.put("reason", reason);
    }
    return data;
  }

  private static ObjectNode withEvent(ObjectNode data, @Nullable LoggedEvent failed) {
    if (failed != null) {
      ObjectNode about = data.putObject("event");
      about.put("id", failed.event().event().getId());
      about.put("type", failed.event().event().getType());
      failed.topic().segments().forEach(about.putArray("topic")::add);
    }
    return data;
  }
}
