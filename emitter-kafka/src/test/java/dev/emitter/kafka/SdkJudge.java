package dev.emitter.kafka;

import dev.emitter.event.CloudEventReader;
import dev.emitter.event.ContextAttributes;
import dev.emitter.event.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Lets the CloudEvents SDK read records, by its {@link KafkaMessageFactory}, and fails where it
 * reads something else than was written. What it is known to do wrong is allowed for by name, see
 * {@link KnownFault}, and by nothing else.
 */
final class SdkJudge {

  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents";
  private static final String PREFIX = "ce_";

  private SdkJudge() {}

  /** What version 4.0.1 of the SDK does otherwise than the specification says. */
  enum KnownFault {
    /**
     * It takes {@code application} and {@code text}, and names without dots, hyphens or digits, for
     * JSON only, and refuses other JSON that is no string (JSON format, section 3.1).
     */
    KNOWS_FEW_TYPES_OF_JSON,
    /** It fills in the content type of an event in JSON that has none (specification, 3.1). */
    FILLS_IN_THE_CONTENT_TYPE,
    /** It takes data of no bytes for no data. */
    TAKES_EMPTY_DATA_FOR_NONE
  }

  /**
   * Returns the event that the SDK finds in a record.
   *
   * @throws AssertionError if it is not the one that is written there
   */
  static CloudEvent read(ConsumerRecord<byte[], byte[]> record) {
    CloudEvent written = written(record);
    CloudEvent read;
    try {
      read = allowedFor(KafkaMessageFactory.createReader(record).toEvent(), written);
    } catch (EventDeserializationException | CloudEventRWException e) {
      if (!isStructured(record) || knowsItsType(record.value())) {
        throw new AssertionError("the SDK cannot read a record", e);
      }
      return written; // KNOWS_FEW_TYPES_OF_JSON
    }
    if (!shown(read).equals(shown(written))) {
      throw new AssertionError("the SDK reads " + shown(read) + " of " + shown(written));
    }
    return read;
  }

  private static CloudEvent allowedFor(CloudEvent read, CloudEvent written) {
    return written.getDataContentType() == null
        ? CloudEventBuilder.v1(read).withoutDataContentType().build() // FILLS_IN_THE_CONTENT_TYPE
        : read;
  }

  /** Returns all there is to an event, as values that can be compared. */
  static Map<String, Object> shown(CloudEvent event) {
    Map<String, Object> all = new TreeMap<>();
    Set<String> names = new TreeSet<>(ContextAttributes.NAMES);
    names.addAll(event.getExtensionNames());
    for (String name : names) {
      String text = ContextAttributes.text(event, name);
      if (text != null) {
        all.put(name, text);
      }
    }
    byte[] data = event.getData() == null ? new byte[0] : event.getData().toBytes();
    if (data.length > 0) { // TAKES_EMPTY_DATA_FOR_NONE
      all.put("data", value(data));
    }
    return all;
  }

  /** Returns JSON as a tree, since the SDK writes it anew, and all else as Base64. */
  private static Object value(byte[] data) {
    try {
      return Json.tree(data, 0, data.length);
    } catch (IOException e) {
      return Base64.getEncoder().encodeToString(data);
    }
  }

  private static boolean isStructured(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader(CONTENT_TYPE);
    return type != null && text(type).startsWith(STRUCTURED);
  }

  private static boolean knowsItsType(byte[] event) {
    String type = CloudEventReader.read(event).getDataContentType();
    return type == null
        || type.matches("(application|text)/([a-zA-Z]+\\+)?json(;.*)*")
        || !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).endsWith("json");
  }

  /** Returns the event as whoever reads the specification finds it, and not the SDK. */
  private static CloudEvent written(ConsumerRecord<byte[], byte[]> record) {
    if (isStructured(record)) {
      return CloudEventReader.read(record.value());
    }
    CloudEventBuilder event = CloudEventBuilder.v1();
    for (Header header : record.headers()) {
      String name = header.key();
      if (name.startsWith(PREFIX) && !name.equals("ce_specversion")) {
        event.withContextAttribute(name.substring(PREFIX.length()), text(header));
      }
    }
    Header type = record.headers().lastHeader(CONTENT_TYPE);
    return event.withData(type == null ? "" : text(type), record.value()).build();
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
