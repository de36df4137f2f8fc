package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.SecurityConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads catalogues (requirements T3 to T5): a JSON object whose members are the outermost segments
 * of topics. Members it does not know are passed over, so that a catalogue may say more, unless
 * they look like a known one misspelt. Thread-safe.
 */
public final class CatalogueReader {

  private static final Map<String, SecurityConstraint> READY =
      Map.of(
          "Anyone", SecurityConstraint.anyone(),
          "Everyone", SecurityConstraint.anyone(),
          "Administrator only", SecurityConstraint.administrators(),
          "Administrator or the user named in the event", SecurityConstraint.userNamedInEvent());

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
    JsonDocument document = JsonDocument.parse(fileName, json);
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
}
