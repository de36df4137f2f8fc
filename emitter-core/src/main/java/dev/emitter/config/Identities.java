package dev.emitter.config;

import dev.emitter.definition.Identity;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named credentials that definitions refer to. System emitters may use all of them, the
 * emitters of a user only those that name the user: else any user could have the operator's
 * credentials sent to an address of their own. Secrets are read at the last moment and never
 * printed. Immutable and thread-safe.
 */
public final class Identities {

  private static final Identities NONE = new Identities(Map.of());

  private final Map<String, KnownIdentity> byName;

  private Identities(Map<String, KnownIdentity> byName) {
    this.byName = new TreeMap<>(byName);
  }

  /** Returns no identities. */
  public static Identities none() {
    return NONE;
  }

  /** Returns identities made in Java, for system emitters only. */
  public static Identities of(Map<String, Identity> byName) {
    Map<String, KnownIdentity> known = new TreeMap<>();
    byName.forEach((name, identity) -> known.put(name, new KnownIdentity(identity, Set.of())));
    return new Identities(known);
  }

  /**
   * Returns these identities, one of them for the emitters of these users too.
   *
   * @param users the owners of such emitters, in place of those before; {@code "*"} for all
   * @throws IllegalArgumentException if there is no identity of this name
   */
  public Identities withUsers(String name, Set<String> users) {
    KnownIdentity before = byName.get(name);
    if (before == null) {
      throw new IllegalArgumentException("name = " + name + ": no identity; known are " + names());
    }
    Map<String, KnownIdentity> known = new TreeMap<>(byName);
    known.put(name, new KnownIdentity(before.identity(), users));
    return new Identities(known);
  }

  /**
   * Reads a file of identities with the environment of this process.
   *
   * @throws ConfigurationException with every fault, or if the file cannot be read
   */
  public static Identities read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "identities = "
              + file
              + ": "
              + FileFault.reading(file, e)
              + "; name a file of identities");
    }
  }

  /**
   * Reads a JSON object whose members are identities.
   *
   * @param fileName the file's path as its author knows it; relative paths of placeholders are
   *     taken from its folder
   * @throws ConfigurationException with every fault
   */
  public static Identities read(String fileName, byte[] json) {
    return read(fileName, json, Placeholders.ofEnvironment());
  }

  /**
   * Reads a JSON object whose members are identities, with placeholders of its own.
   *
   * @throws ConfigurationException with every fault
   */
  public static Identities read(String fileName, byte[] json, Placeholders placeholders) {
    JsonDocument document = JsonDocument.parse(fileName, json);
    Faults faults = new Faults(document);
    StringValues strings =
        placeholders.within(DefinitionReader.folder(fileName), new LinkedHashSet<>());
    Map<String, KnownIdentity> identities =
        new IdentityReader(strings, faults).read(document.root());
    faults.throwIfAny(fileName);
    return new Identities(identities);
  }

  /**
   * Returns the identity of this name, or null if there is none that the emitter may use.
   *
   * @param owner the user whose emitter it is for; null for a system emitter
   */
  public @Nullable Identity find(String name, @Nullable String owner) {
    KnownIdentity known = byName.get(name);
    return known != null && known.isFor(owner) ? known.identity() : null;
  }

  /** Returns the names of all identities, sorted. */
  public List<String> names() {
    return names(null);
  }

  /**
   * Returns the names of those that an emitter may use, sorted.
   *
   * @param owner the user whose emitter it is; null for a system emitter
   */
  public List<String> names(@Nullable String owner) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().isFor(owner))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the names alone. */
  @Override
  public String toString() {
    return "identities " + byName.keySet();
  }
}
