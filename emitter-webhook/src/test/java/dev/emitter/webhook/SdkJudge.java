package dev.emitter.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.ContextAttributes;
import dev.emitter.event.Json;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets the CloudEvents SDK read requests and tells where it reads something else than was written:
 * its {@link HttpMessageFactory}, or for the members of a batch its JSON format. What it is known
 * to do wrong is allowed for by name, see {@link KnownFault}, and by nothing else.
 */
final class SdkJudge {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";

  private SdkJudge() {}

  /** What version 4.0.1 of the SDK does otherwise than the specification says. */
  enum KnownFault {
    /** It hands out values of headers as they came (HTTP binding, section 3.1.3.2). */
    DECODES_NO_HEADERS,
    /** It has no reader for batches (HTTP binding, section 3.3). */
    READS_NO_BATCHES,
    /**
     * It takes {@code application} and {@code text}, and names without dots, hyphens or digits, for
     * JSON only, and refuses other JSON that is no string (JSON format, section 3.1).
     */
    KNOWS_FEW_TYPES_OF_JSON,
    /** It fills in the content type of an event in JSON that has none (specification, 3.1). */
    FILLS_IN_THE_CONTENT_TYPE,
    /** It takes data of no bytes for no data. */
    TAKES_EMPTY_DATA_FOR_NONE,
    /** It writes JSON anew, and a question mark for an escaped half of a character. */
    LOSES_UNPAIRED_SURROGATES
  }

  /** Returns whether a request carries events at all: not if it asks for options or a token. */
  static boolean isEvent(RawServer.Request request) {
    return request.header("ce-specversion") != null
        || contentType(request).startsWith("application/cloudevents");
  }

  private static String contentType(RawServer.Request request) {
    return String.valueOf(request.header("Content-Type")).toLowerCase(Locale.ROOT);
  }

  /** Returns what the SDK reads otherwise than it is written; nothing if all is well. */
  static List<String> faults(RawServer.Request request) {
    try {
      List<CloudEvent> read = read(request);
      List<CloudEvent> written = written(request);
      if (read.size() != written.size()) {
        return List.of("reads " + read.size() + " events of " + written.size());
      }
      List<String> faults = new ArrayList<>();
      for (int i = 0; i < read.size(); i++) {
        faults.addAll(differences(read.get(i), written.get(i)));
      }
      return faults;
    } catch (RuntimeException e) {
      return List.of("cannot read a request: " + e);
    }
  }

  /** Returns the events that the SDK finds in a request. */
  static List<CloudEvent> read(RawServer.Request request) {
    byte[] body = request.body().toByteArray();
    if (contentType(request).equals(BATCHED)) { // READS_NO_BATCHES
      return members(body).stream().map(SdkJudge::readStructured).toList();
    }
    if (contentType(request).startsWith("application/cloudevents")) {
      return List.of(readStructured(body));
    }
    Map<String, String> headers = new HashMap<>();
    for (HttpHeader header : request.headers()) {
      boolean attribute = header.name().toLowerCase(Locale.ROOT).startsWith("ce-");
      headers.put(header.name(), attribute ? decoded(header.value()) : header.value());
    }
    return List.of(HttpMessageFactory.createReader(headers, body).toEvent());
  }

  /** What {@link KnownFault#DECODES_NO_HEADERS} is allowed for with. */
  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static CloudEvent readStructured(byte[] body) {
    Map<String, String> headers = Map.of("Content-Type", STRUCTURED);
    try {
      CloudEvent read = HttpMessageFactory.createReader(headers, body).toEvent();
      return tree(body).has("datacontenttype")
          ? read
          : CloudEventBuilder.v1(read).withoutDataContentType().build(); // FILLS_IN_..
    } catch (EventDeserializationException e) {
      if (knowsItsType(body)) {
        throw e;
      }
      return CloudEventReader.read(body); // KNOWS_FEW_TYPES_OF_JSON
    }
  }

  private static boolean knowsItsType(byte[] event) {
    String type = tree(event).path("datacontenttype").asText("application/json");
    return type.matches("(application|text)/([a-zA-Z]+\\+)?json(;.*)*")
        || !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).endsWith("json");
  }

  private static List<byte[]> members(byte[] batch) {
    List<byte[]> members = new ArrayList<>();
    for (JsonNode member : tree(batch)) {
      members.add(member.toString().getBytes(StandardCharsets.UTF_8));
    }
    return members;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.tree(json, 0, json.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the events as whoever reads the specification finds them, and not the SDK. */
  private static List<CloudEvent> written(RawServer.Request request) {
    byte[] body = request.body().toByteArray();
    if (contentType(request).equals(BATCHED)) {
      return members(body).stream().map(CloudEventReader::read).toList();
    }
    if (contentType(request).equals(STRUCTURED)) {
      return List.of(CloudEventReader.read(body));
    }
    CloudEventBuilder event = CloudEventBuilder.v1();
    for (HttpHeader header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("ce-") && !name.equals("ce-specversion")) {
        event.withContextAttribute(name.substring(3), decoded(header.value()));
      }
    }
    return List.of(
        event.withData(Objects.requireNonNull(request.header("Content-Type")), body).build());
  }

  /** Returns how two events differ; two with equal attributes and the same data do not. */
  static List<String> differences(CloudEvent read, CloudEvent written) {
    List<String> differences = new ArrayList<>();
    Set<String> names = new TreeSet<>(ContextAttributes.NAMES);
    names.addAll(written.getExtensionNames());
    names.addAll(read.getExtensionNames());
    for (String name : names) {
      String one = ContextAttributes.text(read, name);
      String other = ContextAttributes.text(written, name);
      if (!Objects.equals(one, other)) {
        differences.add(name + " is read as " + one + " and written as " + other);
      }
    }
    if (!isSame(read.getData(), written.getData())) {
      differences.add("the data is read as something else than is written");
    }
    return differences;
  }

  private static boolean isSame(@Nullable CloudEventData read, @Nullable CloudEventData written) {
    if (written == null) {
      return read == null;
    }
    if (read == null) {
      return written.toBytes().length == 0; // TAKES_EMPTY_DATA_FOR_NONE
    }
    return value(read.toBytes()).equals(value(written.toBytes()));
  }

  /** Returns JSON as written by one and the same, since the SDK writes it anew; else Base64. */
  private static String value(byte[] data) {
    try {
      String json = Json.tree(data, 0, data.length).toString();
      // LOSES_UNPAIRED_SURROGATES, and so does this
      return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return Base64.getEncoder().encodeToString(data);
    }
  }
}
