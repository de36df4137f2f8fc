package dev.emitter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How this library reads JSON that it did not write: within bounds, no member twice, nothing after
 * the document, decimals kept exact. Thread-safe.
 *
 * <p>Jackson keeps the names of members in a hash table, which all parsers of a factory share, and
 * takes a document for an attack when some five hundred names fall into one place of it. Where they
 * fall depends on a number drawn when the JVM starts, so that a valid document of many members is
 * refused now and then; and a table that was overfilled twice fails for whoever looks up a name
 * next. Therefore a parser that refuses a document for such a reason is not closed, which would
 * hand its table on to others, and the document is read once more without a table: in time that
 * grows with its length alone, whatever its names are. {@link #read} and {@link #tree} do so, and
 * nothing else may read what strangers wrote.
 */
public final class Json {

  /** How deep JSON may be nested. */
  public static final int MAX_DEPTH = 500;

  /** Writes JSON, and holds the bounds; parsers come from {@link #read}. */
  public static final JsonFactory FACTORY = factory().build();

  /** Makes parsers that keep no table of names. */
  private static final JsonFactory WITHOUT_TABLE =
      factory().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  /** Writes trees, and makes them of what parsers read. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // names come from strangers: they must not fill the JVM's table of interned strings
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
  }

  /**
   * Reads something from a parser that stands before its first token.
   *
   * @param <T> what is read
   * @param <X> what it throws besides, such as {@link RuntimeException}
   */
  @FunctionalInterface
  public interface Reading<T, X extends Exception> {

    /** Reads; may be called a second time, from the beginning, and then begins anew. */
    T from(JsonParser parser) throws IOException, X;
  }

  /**
   * Reads UTF-8 bytes with a parser that holds the bounds. Byte offsets of the parser count from
   * {@code offset}.
   *
   * @throws IOException if they are not JSON, or beyond the bounds
   */
  public static <T, X extends Exception> T read(
      byte[] json, int offset, int length, Reading<T, X> reading) throws IOException, X {
    JsonParser parser = FACTORY.createParser(json, offset, length);
    boolean closes = true;
    try {
      return reading.from(parser);
    } catch (StreamConstraintsException e) {
      closes = false;
      return readWithoutTable(json, offset, length, reading);
    } finally {
      if (closes) {
        parser.close();
      }
    }
  }

  private static <T, X extends Exception> T readWithoutTable(
      byte[] json, int offset, int length, Reading<T, X> reading) throws IOException, X {
    try (JsonParser parser = FedParser.of(WITHOUT_TABLE, json, offset, length)) {
      return reading.from(parser);
    }
  }

  /**
   * Reads one document; a missing node where there is none.
   *
   * @throws JsonProcessingException if it is not JSON, or beyond the bounds
   */
  public static JsonNode tree(String json) throws JsonProcessingException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      return tree(bytes, 0, bytes.length);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read from anywhere
    }
  }

  /**
   * Reads one document from UTF-8 bytes; a missing node where there is none.
   *
   * @throws IOException if it is not JSON, or beyond the bounds
   */
  public static JsonNode tree(byte[] json, int offset, int length) throws IOException {
    return Json.<JsonNode, IOException>read(json, offset, length, Json::tree);
  }

  /**
   * Returns a value within a valid document on one line: a copy, without white space around and
   * between what it is made of, and with what could forge a line escaped.
   *
   * @param from where it begins, or white space before it
   * @param to where it ends, or white space after it
   */
  public static byte[] line(byte[] json, int from, int to) {
    byte[] value = Arrays.copyOfRange(json, from, to);
    return JsonLayout.isLine(value)
        ? value
        : ByteSink.collect(sink -> JsonLayout.writeLine(sink, value));
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    JsonNode tree = MAPPER.readTree(parser);
    return tree == null ? MissingNode.getInstance() : tree;
  }
}
