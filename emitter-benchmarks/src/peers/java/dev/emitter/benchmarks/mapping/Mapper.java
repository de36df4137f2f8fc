package dev.emitter.benchmarks.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Json;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.MappingOptions;
import dev.emitter.mapping.Rendering;
import dev.emitter.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Objects;

/** Who makes a receiver's JSON of an event. */
public enum Mapper {
  /** Code for each shape: reads the data as a tree, and makes another tree of it. */
  BY_HAND("Jackson, by hand") {
    @Override
    Mapped of(Shape shape, EncodedEvent event) {
      return () -> {
        JsonNode data = MAPPER.readTree(Objects.requireNonNull(event.event().getData()).toBytes());
        return MAPPER.writeValueAsBytes(tree(shape, event, data));
      };
    }
  },

  /** The same, written to a generator without a second tree. */
  GENERATOR("Jackson, by hand to a generator") {
    @Override
    Mapped of(Shape shape, EncodedEvent event) {
      return () -> {
        JsonNode data = MAPPER.readTree(Objects.requireNonNull(event.event().getData()).toBytes());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator to = MAPPER.createGenerator(out)) {
          generate(shape, event, data, to);
        }
        return out.toByteArray();
      };
    }
  },

  /** A mapping, as emitters have it. */
  MAPPING("a mapping") {
    @Override
    Mapped of(Shape shape, EncodedEvent event) {
      Mapping mapping = Mapping.of(tree(shape.mapping()), "$.parameters.body", MappingOptions.ONE);
      Topic topic = Topic.of("orders");
      return () -> {
        Rendering rendering = mapping.render(new FilterInput(topic, event), 1 << 20);
        return ((Rendering.Rendered) rendering).json().toByteArray();
      };
    }
  };

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String shown;

  Mapper(String shown) {
    this.shown = shown;
  }

  /** Maps one event again and again. */
  @FunctionalInterface
  interface Mapped {
    byte[] bytes() throws IOException;
  }

  abstract Mapped of(Shape shape, EncodedEvent event);

  private static JsonNode tree(String json) {
    try {
      return Json.tree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode tree(Shape shape, EncodedEvent event, JsonNode data) {
    ObjectNode body = MAPPER.createObjectNode();
    switch (shape) {
      case ROW -> {
        body.put("event_id", event.event().getId());
        body.put("placed_at", String.valueOf(event.event().getTime()));
        body.set("order_id", data.get("order"));
        body.set("customer", data.path("customer").get("id"));
        body.put("cents", data.path("total").decimalValue().multiply(BigDecimal.valueOf(100)));
      }
      case MESSAGE -> body.put("text", text(data));
      case LINES -> {
        body.set("order", data.get("order"));
        ArrayNode lines = body.putArray("lines");
        for (JsonNode line : data.path("lines")) {
          ObjectNode one = lines.addObject();
          one.set("sku", line.get("sku"));
          one.put("cost", cost(line));
        }
      }
      case WHOLE -> {
        body.put("id", event.event().getId());
        body.set("payload", data);
      }
    }
    return body;
  }

  private static void generate(Shape shape, EncodedEvent event, JsonNode data, JsonGenerator to)
      throws IOException {
    to.writeStartObject();
    switch (shape) {
      case ROW -> {
        to.writeStringField("event_id", event.event().getId());
        to.writeStringField("placed_at", String.valueOf(event.event().getTime()));
        to.writeStringField("order_id", data.path("order").textValue());
        to.writeStringField("customer", data.path("customer").path("id").textValue());
        BigDecimal cents = data.path("total").decimalValue().multiply(BigDecimal.valueOf(100));
        to.writeNumberField("cents", cents);
      }
      case MESSAGE -> to.writeStringField("text", text(data));
      case LINES -> {
        to.writeStringField("order", data.path("order").textValue());
        to.writeArrayFieldStart("lines");
        for (JsonNode line : data.path("lines")) {
          to.writeStartObject();
          to.writeStringField("sku", line.path("sku").textValue());
          to.writeNumberField("cost", cost(line));
          to.writeEndObject();
        }
        to.writeEndArray();
      }
      case WHOLE -> {
        to.writeStringField("id", event.event().getId());
        to.writeFieldName("payload");
        MAPPER.writeTree(to, data);
      }
    }
    to.writeEndObject();
  }

  private static String text(JsonNode data) {
    return "Order "
        + data.path("order").textValue()
        + " by "
        + data.path("customer").path("name").textValue()
        + ": "
        + data.path("total").decimalValue().toPlainString()
        + " EUR";
  }

  private static BigDecimal cost(JsonNode line) {
    return line.path("price").decimalValue().multiply(line.path("quantity").decimalValue());
  }

  @Override
  public String toString() {
    return shown;
  }
}
