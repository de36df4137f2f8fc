package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.config.DefinitionReader;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a test gives it, be it broken, and what it names. Immutable.
 *
 * @param type its channel type in lower case, empty if it has none
 * @param identityRef the identity it names, or null
 * @param parameters its parameters, or a missing node
 * @param folder where relative paths of its placeholders begin
 * @param read reads it, and throws what is wrong with it
 */
record GivenDefinition(
    String type,
    @Nullable String identityRef,
    JsonNode parameters,
    Path folder,
    Consumer<DefinitionReader> read) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\$\\{(env|file):([^}]+)}");

  /** The name of a variable or file that a placeholder stands for. Immutable. */
  record Name(boolean isFile, String text) {

    private static Name of(MatchResult placeholder, Path folder) {
      String text = placeholder.group(2);
      return placeholder.group(1).equals("env")
          ? new Name(false, text)
          : ofFile(folder.resolve(text));
    }

    static Name ofFile(Path file) {
      return new Name(true, file.toString());
    }
  }

  static GivenDefinition of(EmitterDefinition definition) {
    return new GivenDefinition(
        definition.type().toLowerCase(Locale.ROOT),
        definition.identityRef(),
        definition.parameters(),
        Path.of(""),
        reader -> reader.resolve(definition));
  }

  /** Returns the definition of a file; one that is no JSON names nothing. */
  static GivenDefinition of(Path file, String id, byte[] json) {
    JsonNode root = parse(json);
    JsonNode identity = root.path("identityRef");
    Path parent = file.getParent();
    return new GivenDefinition(
        root.path("type").asText().toLowerCase(Locale.ROOT),
        identity.isTextual() ? identity.textValue() : null,
        root.path("parameters"),
        parent == null ? Path.of("") : parent,
        reader -> reader.readSystem(file.toString(), id, json));
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      return JSON.missingNode(); // whoever reads it says so
    }
  }

  /** Returns the definitions of a folder; none if it cannot be read, as its reader will say. */
  static List<GivenDefinition> in(Path folder) {
    List<GivenDefinition> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.add(of(file, file.getFileName().toString(), Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      return List.copyOf(found);
    }
    return List.copyOf(found);
  }

  /** Returns the names in placeholders, by the parameter that they stand in. */
  Map<String, Set<Name>> names() {
    Map<String, Set<Name>> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      Set<Name> within = new LinkedHashSet<>();
      collect(parameter.getValue(), within);
      if (!within.isEmpty()) {
        names.put(parameter.getKey(), within);
      }
    }
    return names;
  }

  private void collect(JsonNode value, Set<Name> names) {
    if (value.isTextual()) {
      Matcher found = PLACEHOLDER.matcher(value.textValue());
      found.results().forEach(placeholder -> names.add(Name.of(placeholder, folder)));
    }
    value.forEach(inner -> collect(inner, names));
  }

  /** Returns whether nothing is wrong with a parameter, or with what is in it. */
  boolean isRight(String parameter, DefinitionReader reader) {
    String path = "$.parameters." + parameter;
    return faults(reader).stream().noneMatch(fault -> isWithin(fault.path(), path));
  }

  private List<Problem> faults(DefinitionReader reader) {
    try {
      read.accept(reader);
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static boolean isWithin(String path, String outer) {
    return path.startsWith(outer)
        && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
  }
}
