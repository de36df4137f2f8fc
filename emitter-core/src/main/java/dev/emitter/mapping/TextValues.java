package dev.emitter.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.event.Json;
import dev.emitter.expressions.feel.IsoText;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of FEEL as text. */
final class TextValues {

  /** Beyond, zeros would make the text of a number long. */
  private static final int LARGEST_SCALE = 100;

  private TextValues() {}

  /**
   * Returns a value that is not null as text: lists and contexts are JSON; null for some that are
   * nested too deeply.
   */
  static @Nullable String of(Object value) {
    if (value instanceof BigDecimal number) {
      return number(number);
    }
    if (value instanceof List || value instanceof Map) {
      return json(value);
    }
    String time = IsoText.of(value);
    return time == null ? value.toString() : time;
  }

  private static String number(BigDecimal number) {
    boolean plain = Math.abs((long) number.scale()) <= LARGEST_SCALE;
    return plain ? number.toPlainString() : number.toString();
  }

  private static @Nullable String json(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Json.FACTORY.createGenerator(text)) {
      write(value, out);
    } catch (IOException tooDeep) {
      return null;
    }
    return text.toString();
  }

  private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number(number));
    } else {
      out.writeString(of(value));
    }
  }
}
