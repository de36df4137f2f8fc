package dev.emitter.config;

import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterValues;
import dev.emitter.delivery.Recipients;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * People and groups from a file: a JSON object whose members are names, each with addresses, and
 * with the users whose definitions may name it. Immutable and thread-safe.
 *
 * <pre>{@code
 * {
 *   "operations": ["ops@example.com", "night@example.com"],
 *   "sales": {"addresses": ["sales@example.com"], "users": ["ann"]}
 * }
 * }</pre>
 */
public final class RecipientGroups implements Recipients {

  private static final int LONGEST = 1_000;

  private static final Parameter ADDRESSES =
      Parameter.of("addresses", LIST, "Where they are told, as the notifier takes it.")
          .between(1, LONGEST)
          .containing(Parameter.of("address", STRING, "An address.").between(1, LONGEST))
          .asRequired();

  private static final Parameter USERS =
      Parameter.of(
              "users",
              LIST,
              "The owners whose emitters may name them; \"*\" for every user. If left out, system"
                  + " emitters only.")
          .containing(Parameter.of("user", STRING, "An owner; or *.").between(1, LONGEST));

  private final Map<String, Group> byName;

  private record Group(List<String> addresses, Set<String> users) {

    boolean isFor(@Nullable String owner) {
      return owner == null || users.contains(KnownIdentity.EVERYONE) || users.contains(owner);
    }
  }

  private RecipientGroups(Map<String, Group> byName) {
    this.byName = byName;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException with every fault, or if the file cannot be read
   */
  public static RecipientGroups read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "recipients = "
              + file
              + ": "
              + FileFault.reading(file, e)
              + "; name a file of recipients");
    }
  }

  /**
   * Reads the content of a file.
   *
   * @param fileName the file's path as its author knows it
   * @throws ConfigurationException with every fault
   */
  public static RecipientGroups read(String fileName, byte[] json) {
    JsonDocument document = JsonDocument.parse(fileName, json);
    Faults faults = new Faults(document);
    ParameterReader reader = new ParameterReader(StringValues.asWritten(), faults);
    Map<String, Group> groups = new TreeMap<>();
    JsonNode root = document.root();
    if (!root.isObject()) {
      faults.add(
          JsonPaths.ROOT, "found " + Found.kind(root) + "; an object of recipients is expected");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String path = JsonPaths.member(JsonPaths.ROOT, entry.getKey());
      groups.put(entry.getKey(), group(entry.getValue(), path, reader, faults));
    }
    faults.throwIfAny(fileName);
    return new RecipientGroups(groups);
  }

  private static Group group(JsonNode node, String path, ParameterReader reader, Faults faults) {
    JsonNode members =
        node.isArray() ? JsonNodeFactory.instance.objectNode().set(ADDRESSES.name(), node) : node;
    if (!members.isObject()) {
      faults.add(
          path, "found " + Found.kind(node) + "; an array of addresses, or an object, is expected");
      return new Group(List.of(), Set.of());
    }
    ParameterValues values = reader.read(List.of(ADDRESSES, USERS), members, path);
    return new Group(texts(values, ADDRESSES), Set.copyOf(texts(values, USERS)));
  }

  private static List<String> texts(ParameterValues values, Parameter list) {
    return values.list(list.name()).stream().map(String.class::cast).distinct().toList();
  }

  @Override
  public List<String> addresses(String name, @Nullable String owner) {
    Group group = byName.get(name);
    return group != null && group.isFor(owner) ? group.addresses() : List.of();
  }

  @Override
  public List<String> names(@Nullable String owner) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().isFor(owner))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the names alone. */
  @Override
  public String toString() {
    return "recipients " + byName.keySet();
  }
}
