package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ChannelShares;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Recipients;
import dev.emitter.filter.FilterCompiler;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Catalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions and finds what they refer to. A bad one is refused whole, with every fault at
 * once: its place, its JSON path, what was found and what is allowed. Thread-safe.
 */
public final class DefinitionReader {

  private static final String USER_FILE = "definition";

  private final ChannelTypes types;
  private final EmitterResolver resolver;
  private final Placeholders placeholders;
  private final @Nullable Catalogue names;
  private final NotifyCheck notified;

  /**
   * Creates a reader.
   *
   * @param types the channel types that definitions may name
   * @param filters compiles filters
   * @param identities the identities that definitions may refer to
   * @param placeholders resolves placeholders of operators' definitions
   * @param clock given to channels
   */
  public DefinitionReader(
      ChannelTypes types,
      FilterCompiler filters,
      Identities identities,
      Placeholders placeholders,
      Clock clock) {
    this(
        types,
        new EmitterResolver(
            types, filters, identities, clock, null, false, ChannelShares.defaults()),
        placeholders,
        null,
        new NotifyCheck(null));
  }

  private DefinitionReader(
      ChannelTypes types,
      EmitterResolver resolver,
      Placeholders placeholders,
      @Nullable Catalogue names,
      NotifyCheck notified) {
    this.types = types;
    this.resolver = resolver;
    this.placeholders = placeholders;
    this.names = names;
    this.notified = notified;
  }

  /** Returns a reader that warns of filters that are never true for what a catalogue declares. */
  public DefinitionReader warningOfFilters(Catalogue catalogue) {
    return new DefinitionReader(types, resolver.with(catalogue), placeholders, names, notified);
  }

  /** Returns a reader that tells channels that they will have no folder: the log is not on disk. */
  public DefinitionReader withoutFolders() {
    return new DefinitionReader(types, resolver.withoutFolders(), placeholders, names, notified);
  }

  /** Returns a reader that gives channels these shares of what owners may have under way. */
  public DefinitionReader sharing(ChannelShares shares) {
    return new DefinitionReader(types, resolver.sharing(shares), placeholders, names, notified);
  }

  /** Returns a reader that warns of topics and message types that a catalogue does not declare. */
  public DefinitionReader warningOfNames(Catalogue catalogue) {
    return new DefinitionReader(types, resolver, placeholders, catalogue, notified);
  }

  /** Returns a reader that refuses definitions whose {@code notify} names somebody unknown. */
  public DefinitionReader knowing(Recipients recipients) {
    return new DefinitionReader(types, resolver, placeholders, names, new NotifyCheck(recipients));
  }

  /**
   * Reads a file of operators. With an {@code owner} it defines an emitter of that user.
   *
   * @param fileName the file's path as its author knows it; relative paths of placeholders are
   *     taken from its folder
   * @param defaultId the id if the file says none
   * @throws ConfigurationException with every fault
   */
  public ResolvedEmitter readSystem(String fileName, String defaultId, byte[] json) {
    return read(JsonDocument.parse(fileName, json), fileName, defaultId, new LinkedHashSet<>());
  }

  /** Reads a file and adds the files that its placeholders stand for. */
  ResolvedEmitter read(
      JsonDocument document, String fileName, String defaultId, Set<Path> placeholderFiles) {
    Faults faults = new Faults(document);
    EmitterDefinition definition =
        members(document.root(), faults, fileName, document.root().path("owner").isTextual())
            .definition(defaultId, null);
    notified.check(definition, faults::add);
    StringValues strings = placeholders.within(folder(fileName), placeholderFiles);
    return checked(resolver.resolve(definition, strings, faults), faults, fileName);
  }

  static Path folder(String fileName) {
    Path parent = Path.of(fileName).getParent();
    return parent == null ? Path.of("") : parent;
  }

  /**
   * Reads the definition of a user: {@code topics} is required, and refused are types for the
   * system only, placeholders, names with characters that cannot be seen, and more than users may
   * have ({@link dev.emitter.channel.Parameter#userMaximum}). Members {@code id} and {@code owner}
   * may be left out.
   *
   * @throws ConfigurationException with every fault
   */
  public ResolvedEmitter readUser(String id, String owner, byte[] json) {
    JsonDocument document = JsonDocument.parse(USER_FILE, DefinitionFile.bounded(USER_FILE, json));
    Faults faults = new Faults(document);
    new UserNames(faults::add).check(owner, document.root());
    return readUser(id, owner, document, faults, faults::add);
  }

  /**
   * Reads the definition of a user that was taken in an earlier process. It must not be lost
   * because rules have become stricter: what exceeds the bounds of users is cut, and names stay as
   * they are, each with a warning.
   *
   * @param problems gets the warnings
   * @throws ConfigurationException with every other fault
   */
  public ResolvedEmitter readStored(String id, String owner, byte[] json, Problems problems) {
    JsonDocument document = JsonDocument.parse(USER_FILE, json);
    JsonNode root = document.root();
    new UserNames((path, fault) -> problems.warn(path, fault, null)).check(owner, root);
    UserLimits.cut(DefinitionMembers.ALL, root, JsonPaths.ROOT, problems);
    String type = root.path("type").asText();
    UserLimits.cut(resolver.parameters(type), root.path("parameters"), "$.parameters", problems);
    return readUser(id, owner, document, new Faults(document), problems::warn);
  }

  private ResolvedEmitter readUser(
      String id, String owner, JsonDocument document, Faults faults, NotifyCheck.Finding unknown) {
    if (owner.isEmpty() || owner.length() > DefinitionMembers.LONGEST_TEXT) {
      String range = "1 to " + Found.number(DefinitionMembers.LONGEST_TEXT);
      faults.add(JsonPaths.ROOT, "the owner must have " + range + " characters");
    }
    MemberReader members = members(document.root(), faults, USER_FILE, true);
    members.expect("id", id);
    members.expect("owner", owner);
    members.requireTopics();
    EmitterDefinition definition = members.definition(id, owner);
    notified.check(definition, unknown);
    return checked(resolver.resolve(definition, StringValues.ofUser(), faults), faults, USER_FILE);
  }

  /**
   * Checks a definition made in Java. Without an owner it has the rights of operators: placeholders
   * are resolved, relative to the working directory.
   *
   * @throws ConfigurationException with every fault
   */
  public ResolvedEmitter resolve(EmitterDefinition definition) {
    Faults faults = new Faults(null);
    String owner = definition.owner();
    boolean ofUser = owner != null;
    JsonNode written = DefinitionJson.write(definition);
    if (owner != null) {
      new UserNames(faults::add).check(owner, written);
    }
    members(written, faults, definition.id(), ofUser).definition(definition.id(), null);
    notified.check(definition, faults::add);
    StringValues strings =
        ofUser ? StringValues.ofUser() : placeholders.within(Path.of(""), new LinkedHashSet<>());
    return checked(resolver.resolve(definition, strings, faults), faults, definition.toString());
  }

  private MemberReader members(JsonNode root, Faults faults, String subject, boolean ofUser) {
    MemberReader members = new MemberReader(root, types, names, faults, ofUser);
    if (!root.isObject()) {
      faults.throwIfAny(subject);
    }
    return members;
  }

  private static ResolvedEmitter checked(
      @Nullable ResolvedEmitter emitter, Faults faults, String subject) {
    faults.throwIfAny(subject);
    if (emitter == null) {
      throw new ConfigurationException(subject + " cannot be resolved");
    }
    return emitter.withWarnings(faults.warnings());
  }
}
