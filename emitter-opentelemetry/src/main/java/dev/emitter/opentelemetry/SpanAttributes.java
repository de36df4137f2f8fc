package dev.emitter.opentelemetry;

import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of spans, named as the semantic conventions for messaging and for CloudEvents
 * spans 1.30.0 say; those of this library begin with {@code emitter.}.
 */
final class SpanAttributes {

  static final String SCHEMA = "https://opentelemetry.io/schemas/1.30.0";

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> SUBSCRIPTION =
      AttributeKey.stringKey("messaging.destination.subscription.name");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("cloudevents.event_id");
  static final AttributeKey<String> EVENT_SOURCE =
      AttributeKey.stringKey("cloudevents.event_source");
  static final AttributeKey<String> EVENT_SPEC_VERSION =
      AttributeKey.stringKey("cloudevents.event_spec_version");
  static final AttributeKey<String> EVENT_SUBJECT =
      AttributeKey.stringKey("cloudevents.event_subject");
  static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("cloudevents.event_type");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> EMITTER_ID = AttributeKey.stringKey("emitter.id");
  static final AttributeKey<String> EMITTER_TYPE = AttributeKey.stringKey("emitter.type");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("emitter.attempt");
  static final AttributeKey<Boolean> RESUBMITTED = AttributeKey.booleanKey("emitter.resubmitted");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("emitter.outcome");
  static final AttributeKey<Long> RECEIVER_STATUS = AttributeKey.longKey("emitter.receiver.status");

  private static final String THIS_SYSTEM = "emitter";

  private SpanAttributes() {}

  /** Returns what is said of an operation on a topic. */
  static Attributes operation(String name, String type, Topic topic) {
    return Attributes.of(
        SYSTEM,
        THIS_SYSTEM,
        OPERATION,
        name,
        OPERATION_TYPE,
        type,
        DESTINATION,
        String.join("/", topic.segments()));
  }

  /** Returns what is said of an event, as far as it has these attributes. */
  static Attributes event(CloudEvent event) {
    AttributesBuilder said = Attributes.builder();
    put(said, MESSAGE_ID, event.getId());
    put(said, EVENT_ID, event.getId());
    put(said, EVENT_SOURCE, event.getSource());
    put(said, EVENT_SPEC_VERSION, event.getSpecVersion());
    put(said, EVENT_TYPE, event.getType());
    put(said, EVENT_SUBJECT, event.getSubject());
    return said.build();
  }

  private static void put(
      AttributesBuilder said, AttributeKey<String> key, @Nullable Object value) {
    if (value != null) {
      said.put(key, value.toString());
    }
  }
}
