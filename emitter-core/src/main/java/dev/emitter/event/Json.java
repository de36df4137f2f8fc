package dev.emitter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How this library reads JSON that it did not write: within bounds, no member twice, nothing after
 * the document, decimals kept exact. Thread-safe.
 */
public final class Json {

  /** How deep JSON may be nested. */
  public static final int MAX_DEPTH = 500;

  /** Makes parsers that hold the bounds. */
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // names come from strangers: they must not fill the JVM's table of interned strings
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** Reads trees from such parsers. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}
}
