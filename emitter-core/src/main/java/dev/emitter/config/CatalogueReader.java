package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Location;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.SecurityConstraint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads catalogues: a JSON object whose members are the outermost segments of topics. Members it
 * does not know are passed over, so that a catalogue may say more, unless they look like a known
 * one misspelt. Thread-safe.
 */
public final class CatalogueReader {

  private static final Map<String, SecurityConstraint> READY =
      Map.of(
          "Anyone", SecurityConstraint.anyone(),
          "Everyone", SecurityConstraint.anyone(),
          "Administrator only", SecurityConstraint.administrators(),
          "Administrator or the user named in the event", SecurityConstraint.userNamedInEvent());

  /** What begins a document of another kind, in JSON or YAML, and what the kind is called. */
  private static final Map<String, String> OTHER_KINDS =
      Map.of("asyncapi", "an AsyncAPI", "openapi", "an OpenAPI", "swagger", "an OpenAPI");

  private static final Pattern YAML =
      Pattern.compile("\\s*(?:#[^\\n]*\\n\\s*|---\\s+)*+(asyncapi|openapi|swagger)\\s*:");

  private CatalogueReader() {}

  /**
   * Reads a catalogue.
   *
   * @param fileName the name of the file as its author knows it
   * @param constraints the code behind the words of {@code security}, matched exactly, beside the
   *     ready ones; words without code, and no words, let administrators alone receive
   * @throws ConfigurationException with every fault
   */
  public static Catalogue read(
      String fileName, byte[] json, Map<String, SecurityConstraint> constraints) {
    Map<String, SecurityConstraint> byWords = new HashMap<>(READY);
    byWords.putAll(constraints);
    JsonDocument document = parse(fileName, json);
    Faults faults = new Faults(document);
    TopicReader reader = new TopicReader(byWords, faults);
    List<Catalogue.Declaration> declarations = new ArrayList<>();
    if (!document.root().isObject()) {
      String found = "found " + Found.kind(document.root());
      faults.add(JsonPaths.ROOT, found + "; an object of topics is expected");
    }
    for (Map.Entry<String, JsonNode> topic : document.root().properties()) {
      declarations.add(reader.read(topic.getKey(), topic.getValue()));
    }
    faults.throwIfAny(fileName);
    return new Catalogue(declarations);
  }

  /** Reads the JSON, unless it is a document of another kind: that has one fault, not hundreds. */
  private static JsonDocument parse(String fileName, byte[] json) {
    Matcher yaml = YAML.matcher(new String(json, StandardCharsets.UTF_8));
    if (yaml.lookingAt()) {
      throw refused(fileName, Location.ofFile(fileName), yaml.group(1));
    }
    JsonDocument document = JsonDocument.parse(fileName, json);
    for (String kind : OTHER_KINDS.keySet()) {
      if (document.root().path(kind).isTextual()) {
        String path = JsonPaths.member(JsonPaths.ROOT, kind);
        throw refused(fileName, document.locateName(path), kind);
      }
    }
    return document;
  }

  private static ConfigurationException refused(String fileName, Location place, String kind) {
    String message =
        "this is " + OTHER_KINDS.get(kind) + " document, which is not yet taken as a catalogue";
    String hint = "write a catalogue: an object of topics, each with its messages";
    return new ConfigurationException(
        fileName + " is no catalogue:",
        List.of(Problem.at(JsonPaths.ROOT, message, hint).in(place)));
  }
}
