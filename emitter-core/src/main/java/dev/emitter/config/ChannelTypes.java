package dev.emitter.config;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Loggers;
import dev.emitter.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The channel types that definitions may name. Immutable and thread-safe. */
public final class ChannelTypes {

  private static final Logger LOG = Loggers.of(ChannelTypes.class);

  private final Map<String, ChannelProvider> byName;

  private ChannelTypes(Map<String, ChannelProvider> byName) {
    this.byName = byName;
  }

  /**
   * Returns these types alone.
   *
   * @throws ConfigurationException if two have the same name, or one declares a default that is not
   *     a value of its parameter
   */
  public static ChannelTypes of(List<? extends ChannelProvider> given) {
    Map<String, ChannelProvider> byName = new TreeMap<>();
    for (ChannelProvider provider : given) {
      requireDefaults(provider);
      if (byName.put(key(provider.type()), provider) != null) {
        throw new ConfigurationException(
            "channel type = " + provider.type() + ": given twice; names match ignoring case");
      }
    }
    return new ChannelTypes(byName);
  }

  /**
   * Returns the types that {@link ServiceLoader} finds and those given; a given one replaces a
   * found one of the same name. One that fails to load is left out with a warning in the log.
   *
   * @throws ConfigurationException if two of the given ones have the same name
   */
  public static ChannelTypes discover(List<? extends ChannelProvider> given) {
    Map<String, ChannelProvider> byName = new TreeMap<>(of(given).byName);
    for (ChannelProvider found : found(ServiceLoader.load(ChannelProvider.class).iterator())) {
      byName.putIfAbsent(key(found.type()), found);
    }
    return new ChannelTypes(byName);
  }

  /** Else every definition that leaves the parameter out would be refused for it. */
  private static void requireDefaults(ChannelProvider provider) {
    List<Problem> faults = ParameterReader.faultsOfDefaults(provider.parameters());
    if (!faults.isEmpty()) {
      throw new ConfigurationException(
          "channel type = " + provider.type() + ": declares defaults that are not allowed", faults);
    }
  }

  static List<ChannelProvider> found(Iterator<ChannelProvider> services) {
    List<ChannelProvider> found = new ArrayList<>();
    while (true) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        ChannelProvider provider = services.next();
        // Asks for name and parameters now, so that a provider that cannot tell them is left out.
        LOG.debug("found channel type {} with {}", provider.type(), provider.parameters());
        requireDefaults(provider);
        found.add(provider);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        LOG.warn("a channel type is left out because it cannot be loaded: {}", e.toString());
      }
    }
  }

  /** Returns the type of this name, ignoring case, or null. */
  public @Nullable ChannelProvider find(String type) {
    return byName.get(key(type));
  }

  /** Returns every type, sorted by name. */
  public List<ChannelProvider> all() {
    return byName.values().stream().sorted(Comparator.comparing(ChannelProvider::type)).toList();
  }

  /** Returns the names of every type, sorted. */
  public List<String> names() {
    return all().stream().map(ChannelProvider::type).toList();
  }

  private static String key(String type) {
    return type.toLowerCase(Locale.ROOT);
  }
}
