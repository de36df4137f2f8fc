package dev.emitter.definition;

import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flow: which chains are runs of it, and where its failed or finished chains are sent to be run
 * again. Immutable and thread-safe.
 */
public final class FlowDefinition {

  /** The number of the only documented record, that of a run that was resubmitted. */
  public static final int DEFAULT_STATUS_ID = 2;

  /** The number of the only documented record. */
  public static final int DEFAULT_USER_STATUS = 1;

  /** What people ask for. */
  public enum Action {
    /** Run again what failed. */
    RESUME,
    /** Run everything again. */
    RESUBMIT
  }

  /**
   * What the entries of a flow's chains carry, matched exactly.
   *
   * @param domain of its business
   * @param action what it does
   * @param service what does it
   * @param version of the flow
   */
  public record Mapping(String domain, String action, String service, String version) {}

  /**
   * Where requests go.
   *
   * @param url the address
   * @param headers the headers of each request, in order; of names that differ in upper and lower
   *     case alone, the first is kept
   */
  public record Address(URI url, Map<String, Secret> headers) {

    private static final Pattern LOOPBACK =
        Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

    public Address {
      Map<String, Secret> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      Map<String, Secret> kept = new LinkedHashMap<>();
      headers.forEach(
          (name, value) -> {
            if (first.putIfAbsent(name, value) == null) {
              kept.put(name, value);
            }
          });
      headers = Collections.unmodifiableMap(kept);
    }

    /** Returns whether requests are encrypted on their way. */
    public boolean isHttps() {
      return "https".equalsIgnoreCase(url.getScheme());
    }

    /** Returns whether requests are not encrypted, but stay on this machine. */
    public boolean isHttpOnLoopback() {
      return "http".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && LOOPBACK.matcher(url.getHost()).matches();
    }
  }

  private final String id;
  private final @Nullable String owner;
  private final Mapping mapping;
  private final Map<Action, Address> addresses;
  private final Map<FlowStatus, Integer> statusIds;
  private final Map<Action, Integer> userStatuses;

  private FlowDefinition(Builder builder) {
    this.id = builder.id;
    this.owner = builder.owner;
    this.mapping = builder.mapping;
    this.addresses = Map.copyOf(builder.addresses);
    this.statusIds = Map.copyOf(builder.statusIds);
    this.userStatuses = Map.copyOf(builder.userStatuses);
  }

  /**
   * Starts a definition.
   *
   * @param mapping what its chains carry
   */
  public static Builder builder(String id, Mapping mapping) {
    return new Builder(
        Objects.requireNonNull(id, "id"), Objects.requireNonNull(mapping, "mapping"));
  }

  /** Returns what identifies the flow. */
  public String id() {
    return id;
  }

  /** Returns the user whose flow it is, or null for one of operators. */
  public @Nullable String owner() {
    return owner;
  }

  /** Returns what its chains carry. */
  public Mapping mapping() {
    return mapping;
  }

  /** Returns where requests of this kind go, or null if the flow takes none. */
  public @Nullable Address address(Action action) {
    return addresses.get(action);
  }

  /** Returns the number that records have for a step of this status. */
  public int statusId(FlowStatus status) {
    return statusIds.getOrDefault(status, DEFAULT_STATUS_ID);
  }

  /** Returns the number that records have in a request of this kind. */
  public int userStatus(Action action) {
    return userStatuses.getOrDefault(action, DEFAULT_USER_STATUS);
  }

  @Override
  public String toString() {
    return "flow " + id;
  }

  /** Makes a definition. Not thread-safe. */
  public static final class Builder {

    private final String id;
    private final Mapping mapping;
    private @Nullable String owner;
    private final Map<Action, Address> addresses = new EnumMap<>(Action.class);
    private final Map<FlowStatus, Integer> statusIds = new EnumMap<>(FlowStatus.class);
    private final Map<Action, Integer> userStatuses = new EnumMap<>(Action.class);

    private Builder(String id, Mapping mapping) {
      this.id = id;
      this.mapping = mapping;
    }

    /** Sets the user whose flow it is. If unset, it is one of operators. */
    public Builder owner(@Nullable String user) {
      this.owner = user;
      return this;
    }

    /** Sets where requests of this kind go. If unset, the flow takes none. */
    public Builder address(Action action, Address address) {
      addresses.put(action, Objects.requireNonNull(address, "address"));
      return this;
    }

    /** Sets the number that records have for steps of this status. If unset, 2. */
    public Builder statusId(FlowStatus status, int number) {
      statusIds.put(status, number);
      return this;
    }

    /** Sets the number that records have in requests of this kind. If unset, 1. */
    public Builder userStatus(Action action, int number) {
      userStatuses.put(action, number);
      return this;
    }

    /** Returns the definition. */
    public FlowDefinition build() {
      return new FlowDefinition(this);
    }
  }
}
