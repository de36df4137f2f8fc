package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import dev.emitter.event.ContextAttributes;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Payload;
import dev.emitter.event.Presentation;
import dev.emitter.filter.FilterInput;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of events: the Kafka protocol binding for CloudEvents 1.0.2, sections 3.2 and 3.3.
 * Thread-safe.
 *
 * @param topic the topic of Kafka
 * @param structured whether the value is the whole event rather than its data
 * @param key gives the key
 * @param presentation what is sent in place of the event's own
 * @param value makes the value where the definition says its shape, else null
 */
record Records(
    String topic,
    boolean structured,
    RecordKey key,
    Presentation presentation,
    @Nullable RecordValue value)
    implements RecordEncoder {

  private static final String CONTENT_TYPE = "content-type";
  private static final String DATA_CONTENT_TYPE = "datacontenttype";
  private static final String PREFIX = "ce_";
  private static final List<Header> STRUCTURED =
      List.of(header(CONTENT_TYPE, "application/cloudevents+json"));
  private static final List<Header> JSON = List.of(header(CONTENT_TYPE, "application/json"));

  @Override
  public ProducerRecord<byte[], byte[]> of(Delivery delivery) throws UnusableEventException {
    byte[] recordKey = key.of(delivery);
    if (value != null) {
      Payload json = value.of(new FilterInput(delivery.topic(), delivery.event()));
      return record(recordKey, presentation.prettyPrint() ? json.indented() : json, JSON);
    }
    EncodedEvent event = delivery.event();
    // Without a value a record is a tombstone (binding, section 3.1): it deletes those of its key.
    Payload data = structured || !event.fitsBinaryMode() ? null : event.data(presentation);
    return data == null
        ? record(recordKey, event.structured(presentation), STRUCTURED)
        : record(recordKey, data, headers(event));
  }

  private ProducerRecord<byte[], byte[]> record(
      byte @Nullable [] recordKey, Payload content, List<Header> headers) {
    return new ProducerRecord<>(topic, null, null, recordKey, content.toByteArray(), headers);
  }

  private List<Header> headers(EncodedEvent encoded) {
    List<Header> headers = new ArrayList<>();
    CloudEvent event = encoded.event();
    headers.add(header(CONTENT_TYPE, String.valueOf(encoded.contentType())));
    for (String name : ContextAttributes.NAMES) {
      String value = name.equals(DATA_CONTENT_TYPE) ? null : attribute(event, name);
      if (value != null) {
        headers.add(header(PREFIX + name, value));
      }
    }
    for (String name : event.getExtensionNames()) {
      String value = ContextAttributes.text(event, name);
      if (value != null) {
        headers.add(header(PREFIX + name, value));
      }
    }
    return headers;
  }

  private @Nullable String attribute(CloudEvent event, String name) {
    URI source = presentation.source();
    if (source != null && name.equals("source")) {
      return source.toString();
    }
    String subject = presentation.subject();
    return subject != null && name.equals("subject")
        ? subject
        : ContextAttributes.text(event, name);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
