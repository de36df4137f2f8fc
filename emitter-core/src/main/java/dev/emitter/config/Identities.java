package dev.emitter.config;

import dev.emitter.definition.Identity;
import dev.emitter.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named credentials that definitions refer to (requirement D5). Secrets are read at the last
 * moment and never printed. Immutable and thread-safe.
 */
public final class Identities {

  private static final Identities NONE = new Identities(Map.of());

  private final Map<String, Identity> byName;

  private Identities(Map<String, Identity> byName) {
    this.byName = new TreeMap<>(byName);
  }

  /** Returns no identities. */
  public static Identities none() {
    return NONE;
  }

  /** Returns identities made in Java. */
  public static Identities of(Map<String, Identity> byName) {
    return new Identities(byName);
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
          "identities = " + file + ": cannot be read (" + e + "); name a file of identities");
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
    Map<String, Identity> identities = new IdentityReader(strings, faults).read(document.root());
    faults.throwIfAny(fileName);
    return new Identities(identities);
  }

  /** Returns the identity of this name, or null. */
  public @Nullable Identity find(String name) {
    return byName.get(name);
  }

  /** Returns the names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Returns the names alone. */
  @Override
  public String toString() {
    return "identities " + byName.keySet();
  }
}
