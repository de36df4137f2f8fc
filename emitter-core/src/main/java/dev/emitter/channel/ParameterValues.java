package dev.emitter.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.definition.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one definition: valid by their declaration, placeholders resolved, defaults
 * filled in. A parameter that was left out and has no default is null. One that is required, or was
 * declared with a default, always has a value: the {@code required..} methods return it. Immutable
 * and thread-safe.
 *
 * <p>While a definition is validated, asking for a parameter that was refused throws {@link
 * FaultyParameterException}; see {@link ParameterChecks}.
 *
 * <p>Values are: String (strings and expressions), Boolean, Long, java.math.BigDecimal, Duration,
 * URI, Path, Secret, List of values, ParameterValues (maps and objects), and JsonNode (any JSON;
 * mappings and envelopes, with placeholders resolved).
 */
public final class ParameterValues {

  private final Map<String, Object> values;
  private final Map<String, ParameterValues> leftOut;
  private final Set<String> faulty;

  /** Creates values from a map of the types above. */
  public ParameterValues(Map<String, Object> values) {
    this(values, Map.of(), Set.of());
  }

  /**
   * Creates values as they are read.
   *
   * @param leftOut the defaults of the members of objects that were left out, by the objects' names
   * @param faulty the names of the parameters that were refused
   */
  public ParameterValues(
      Map<String, Object> values, Map<String, ParameterValues> leftOut, Set<String> faulty) {
    this.values = Map.copyOf(values);
    this.leftOut = Map.copyOf(leftOut);
    this.faulty = Set.copyOf(faulty);
  }

  /** Returns the names that have a value. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Returns a string, or null. */
  public @Nullable String string(String name) {
    return get(name, String.class);
  }

  /** Returns a string that is required or has a default. */
  public String requiredString(String name) {
    return required(name, String.class);
  }

  /** Returns a boolean that is required or has a default. */
  public boolean requiredBool(String name) {
    return required(name, Boolean.class);
  }

  /** Returns a boolean, or the given value when there is none. */
  public boolean bool(String name, boolean otherwise) {
    Boolean value = get(name, Boolean.class);
    return value == null ? otherwise : value;
  }

  /** Returns a whole number that is required or has a default. */
  public long requiredInteger(String name) {
    return required(name, Long.class);
  }

  /** Returns a whole number, or the given value when there is none. */
  public long integer(String name, long otherwise) {
    Long value = get(name, Long.class);
    return value == null ? otherwise : value;
  }

  /** Returns a number, whole or not, or null. */
  public @Nullable BigDecimal number(String name) {
    return get(name, BigDecimal.class);
  }

  /** Returns a number, whole or not, that is required or has a default. */
  public BigDecimal requiredNumber(String name) {
    return required(name, BigDecimal.class);
  }

  /** Returns a duration that is required or has a default. */
  public Duration requiredDuration(String name) {
    return required(name, Duration.class);
  }

  /** Returns a duration, or null. */
  public @Nullable Duration duration(String name) {
    return get(name, Duration.class);
  }

  /** Returns a URI, or null. */
  public @Nullable URI uri(String name) {
    return get(name, URI.class);
  }

  /** Returns a URI that is required or has a default. */
  public URI requiredUri(String name) {
    return required(name, URI.class);
  }

  /** Returns a path that is required or has a default. */
  public Path requiredPath(String name) {
    return required(name, Path.class);
  }

  /** Returns a path, or null. */
  public @Nullable Path path(String name) {
    return get(name, Path.class);
  }

  /** Returns a secret that is required. */
  public Secret requiredSecret(String name) {
    return required(name, Secret.class);
  }

  /** Returns a secret, or null. */
  public @Nullable Secret secret(String name) {
    return get(name, Secret.class);
  }

  /** Returns the items of a list; none when it was left out. */
  public List<?> list(String name) {
    List<?> value = get(name, List.class);
    return value == null ? List.of() : value;
  }

  /**
   * Returns any JSON as it is written, or a mapping or envelope; null if there is none. It must not
   * be changed.
   */
  public @Nullable JsonNode json(String name) {
    return get(name, JsonNode.class);
  }

  /**
   * Returns the values of a map or object. When it was left out, those of an object are the
   * defaults of its members, and a map has none.
   */
  public ParameterValues object(String name) {
    ParameterValues value = get(name, ParameterValues.class);
    return value == null ? leftOut.getOrDefault(name, new ParameterValues(Map.of())) : value;
  }

  private <T> @Nullable T get(String name, Class<T> type) {
    if (faulty.contains(name)) {
      throw new FaultyParameterException(name);
    }
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          "parameter " + name + " is a " + value.getClass().getSimpleName());
    }
    return type.cast(value);
  }

  private <T> T required(String name, Class<T> type) {
    T value = get(name, type);
    if (value == null) {
      throw new IllegalArgumentException(
          "parameter " + name + " has no value: declare it required or with a default");
    }
    return value;
  }
}
