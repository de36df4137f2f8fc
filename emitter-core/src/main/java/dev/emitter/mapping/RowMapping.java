package dev.emitter.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.event.Json;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of a table out of events: JSON objects with a member for each column, in their order.
 * The values are FEEL expressions over one event, which share their steps as those of a {@link
 * Mapping} do. Immutable and thread-safe.
 *
 * @param columns the columns, in the order in which they are written
 * @param longText what becomes of a text with more than {@link #MAX_CHARACTERS} characters
 * @param unfitIsNull whether null is written for a value that could not be computed or does not fit
 *     its column; else its event has no row
 */
public record RowMapping(List<Column> columns, LongText longText, boolean unfitIsNull) {

  /** How many characters a text of a push dataset has at most: units of UTF-16. */
  public static final int MAX_CHARACTERS = 4000;

  /** What becomes of a text that is too long for a push dataset. */
  public enum LongText {
    /** Its end is left out. */
    CUT,
    /** Its event has no row. */
    REFUSE,
    /** It is written as it is. */
    KEEP
  }

  /** Creates a mapping. */
  public RowMapping {
    columns = List.copyOf(columns);
  }

  /**
   * Returns the row of an event.
   *
   * @throws UnfitRowException with the reason why there is none
   */
  public Row row(FilterInput input) throws UnfitRowException {
    SharedSteps steps = Mapping.newSteps();
    List<String> cut = new ArrayList<>();
    List<String> emptied = new ArrayList<>();
    StringWriter text = new StringWriter(); // unlike bytes it takes halves of characters
    try (JsonGenerator out = Json.FACTORY.createGenerator(text)) {
      out.writeStartObject();
      for (Column column : columns) {
        out.writeFieldName(column.name());
        write(bounded(column, value(column, input, steps, emptied), cut), out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
    return new Row(json, cut, emptied);
  }

  private @Nullable Object value(
      Column column, FilterInput input, SharedSteps steps, List<String> emptied)
      throws UnfitRowException {
    EventExpression.Value found = column.lookup().valueWithin(steps, input);
    Object value = found.value();
    if (value == null && found.failure() == null) {
      return null;
    }
    Object fitting = value == null ? null : column.type().fit(value);
    if (fitting == null) {
      if (!unfitIsNull) {
        throw new UnfitRowException(mismatch(column, value, found.failure()));
      }
      emptied.add(column.name());
    }
    return fitting;
  }

  private static String mismatch(Column column, @Nullable Object value, @Nullable String failure) {
    String what =
        value == null
            ? "failed: " + failure
            : "gave " + kind(value) + ", and " + column.type() + " takes " + column.type().takes();
    return "column \""
        + column.name()
        + "\": its lookup "
        + what
        + "; with onMismatch = \"null\" it would be stored as null";
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "text";
    } else if (value instanceof BigDecimal) {
      return "a number";
    } else if (value instanceof Boolean) {
      return "a boolean";
    } else if (value instanceof List) {
      return "a list";
    } else if (value instanceof Map) {
      return "a context";
    }
    return value instanceof TemporalAmount ? "a duration" : "a date or time";
  }

  private @Nullable Object bounded(Column column, @Nullable Object value, List<String> cut)
      throws UnfitRowException {
    if (!(value instanceof String text)
        || text.length() <= MAX_CHARACTERS
        || longText == LongText.KEEP) {
      return value;
    }
    if (longText == LongText.REFUSE) {
      throw new UnfitRowException(
          "column \"%s\": its text has %d characters, %d are allowed; tooLong = \"cut\" would cut it"
              .formatted(column.name(), text.length(), MAX_CHARACTERS));
    }
    cut.add(column.name());
    boolean amidPair = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1));
    return text.substring(0, amidPair ? MAX_CHARACTERS - 1 : MAX_CHARACTERS);
  }

  private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof BigInteger whole) {
      out.writeNumber(whole);
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal.toPlainString());
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else {
      out.writeString(value.toString());
    }
  }
}
