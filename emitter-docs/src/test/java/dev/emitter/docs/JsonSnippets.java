package dev.emitter.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.config.CatalogueReader;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.FlowReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.filter.FilterDialects;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads what a page shows in JSON, as the library would: {@code json} is a definition, {@code json
 * identities} a file of identities for the definitions below it, and so on. Variables of the
 * environment are set, and files that placeholders name are there; those that end in .pem are
 * certificates. Definitions may name the handler {@code stock} and the types that examples bring.
 */
final class JsonSnippets {

  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]+)}");
  private static final String SECRET = "whsec_" + "A".repeat(32);
  private static final byte[] SECRET_BYTES = SECRET.getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path folder;
  private final ChannelTypes types;
  private final Placeholders placeholders = new Placeholders(name -> SECRET);
  private Identities identities = Identities.none();

  /**
   * Creates a loader for one page.
   *
   * @param folder an empty folder
   */
  JsonSnippets(Path folder) {
    this.folder = folder;
    HandlerRegistry handlers = new HandlerRegistry();
    handlers.add("stock", (topic, event) -> {});
    this.types =
        ChannelTypes.discover(
            List.of(
                new HandlerChannelProvider(handlers),
                AuditChannelProvider.in(folder.resolve("audit"))));
  }

  /** Returns what is wrong with a snippet. */
  List<String> faults(String kind, String text) throws IOException {
    try {
      return load(kind, text);
    } catch (ConfigurationException e) {
      return e.problems().isEmpty()
          ? List.of(String.valueOf(e.getMessage()))
          : e.problems().stream().map(Object::toString).toList();
    } catch (JsonProcessingException e) {
      return List.of("no JSON: " + e.getOriginalMessage());
    }
  }

  private List<String> load(String kind, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (kind) {
      case "", "definition" -> definition(text);
      case "identities" ->
          identities = Identities.read(file("identities.json"), bytes, placeholders);
      case "flow" -> FlowReader.of(placeholders).read(file("flow.json"), "flow", bytes);
      case "catalogue" -> CatalogueReader.read("catalogue.json", bytes, Map.of());
      case "filter" -> {
        return filter(text);
      }
      case "refused" -> {
        return refused(text);
      }
      case "event", "true", "false", "null", "failed" -> {
        return line(text);
      }
      case "any", "rendered" -> JSON.readTree(text);
      default -> {
        return List.of("\"json " + kind + "\" is no kind of block that this test knows");
      }
    }
    return List.of();
  }

  private void definition(String text) throws IOException {
    Matcher files = FILE.matcher(text);
    while (files.find()) {
      String name = files.group(1);
      Files.write(folder.resolve(name), name.endsWith(".pem") ? certificate() : SECRET_BYTES);
    }
    reader().readSystem(file("definition.json"), "snippet", text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] certificate() throws IOException {
    try (InputStream in = JsonSnippets.class.getResourceAsStream("/authority.pem")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private List<String> refused(String text) throws IOException {
    try {
      definition(text);
    } catch (ConfigurationException e) {
      return List.of();
    }
    return List.of("is shown as refused, but is not");
  }

  private static List<String> filter(String text) throws IOException {
    Problems problems = new Problems();
    FilterDialects.standard().compile(JSON.readTree(text), "$.filter", problems);
    return problems.list().stream().map(Object::toString).toList();
  }

  /** A line as {@code emitter run} reads it; whether the filter above it holds is tested there. */
  private static List<String> line(String text) throws IOException {
    JsonNode line = JSON.readTree(text);
    return line.path("topic").isArray() && line.path("event").isObject()
        ? List.of()
        : List.of(
            "is no line of events: members topic (an array) and event (an object) are needed");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private DefinitionReader reader() {
    return new DefinitionReader(
        types, FilterDialects.standard(), identities, placeholders, Clock.systemUTC());
  }
}
