package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events of a real service through definitions of every kind: each file must hold exactly the
 * events that a selection in plain Java says, in order, with equal data.
 */
@Tag("T1")
@Tag("T2")
@Tag("D4")
@Tag("E4")
@Tag("C3")
final class RealEventsTest {

  private static final String HELLO = "https://github.com/Codertocat/Hello-World";

  private static final List<Selection> SELECTIONS =
      List.of(
          Selection.of("everything", "")
              .parameters("\"rolling\": true, \"zone\": \"UTC\",", Map.of()),
          Selection.of("repository", topics("[\"github\",\"Codertocat\",\"Hello-World\"]"))
              .on(List.of(List.of("github", "Codertocat", "Hello-World"))),
          Selection.of("outermost", topics("[\"github\"]"))
              .on(List.of(List.of("github")))
              .parameters("\"prettyPrint\": true, \"fsync\": \"never\",", Map.of()),
          Selection.of(
                  "overlapping",
                  topics(
                      "[\"github\",\"Codertocat\",\"Hello-World\",\"issues\"],"
                          + " [\"github\",\"Codertocat\"], [\"github\",\"installation\"],"
                          + " [\"github\",\"octo-org\",\"octo-repo\"]"))
              .on(
                  List.of(
                      List.of("github", "Codertocat"),
                      List.of("github", "installation"),
                      List.of("github", "octo-org", "octo-repo")))
              .parameters("\"source\": \"urn:mirror\",", Map.of("source", "urn:mirror")),
          Selection.of(
                  "messages",
                  "\"messages\": [\"com.github.push\", \"com.github.ping\","
                      + " \"com.github.issues.edited\"],")
              .where(
                  event ->
                      Set.of("com.github.push", "com.github.ping", "com.github.issues.edited")
                          .contains(type(event)))
              .parameters("\"subject\": \"changes\",", Map.of("subject", "changes")),
          Selection.of(
                  "pulls-and-deletions",
                  """
                  "filter": {"any": [{"prefix": {"type": "com.github.pull_request"}},
                    {"suffix": {"type": ".deleted"}}]},
                  """)
              .where(
                  event ->
                      type(event).startsWith("com.github.pull_request")
                          || type(event).endsWith(".deleted")),
          Selection.of(
                  "elsewhere-created",
                  """
                  "filter": {"all": [{"not": {"exact": {"source": "%s"}}},
                    {"suffix": {"type": ".created"}}]},
                  """
                      .formatted(HELLO))
              .where(event -> !source(event).equals(HELLO) && type(event).endsWith(".created"))
              .parameters(
                  "\"prettyPrint\": true, \"source\": \"/all\", \"subject\": \"new\",",
                  Map.of("source", "/all", "subject", "new")),
          Selection.of(
                  "issues-deep",
                  topics("[\"github\",\"Codertocat\",\"Hello-World\",\"issues\"]")
                      + "\"messages\": [\"com.github.issues.edited\","
                      + " \"com.github.issues.assigned\", \"com.github.issues.locked\"],"
                      + "\"filter\": {\"prefix\": {\"id\": \"issues\"}},")
              .on(List.of(List.of("github", "Codertocat", "Hello-World", "issues")))
              .where(
                  event ->
                      Set.of("edited", "assigned", "locked")
                              .contains(type(event).substring(type(event).lastIndexOf('.') + 1))
                          && event.get("id").textValue().startsWith("issues")),
          Selection.of("nothing", topics("[\"github\",\"nobody\"]"))
              .on(List.of(List.of("github", "nobody"))));

  @TempDir Path folder = Path.of("");

  private static String topics(String arrays) {
    return "\"topics\": [" + arrays + "],";
  }

  private static String type(JsonNode event) {
    return event.get("type").textValue();
  }

  private static String source(JsonNode event) {
    return event.get("source").textValue();
  }

  @Test
  void eachFileHoldsExactlyTheRightEventsInOrder() throws IOException {
    Path data = RealEvents.file();
    Shell shell = new Shell(folder);
    SELECTIONS.forEach(s -> shell.write("emitters/" + s.id() + ".json", s.definition()));
    Path report = folder.resolve("report.json");

    Result result = shell.publish(null, "--report", report.toString(), data.toString());

    assertThat(result.status()).as(result.err()).isZero();
    List<JsonNode> lines = RealEvents.lines();
    assertThat(lines).hasSize(219);
    JsonNode rows = RealEvents.JSON.readTree(report.toFile()).get("emitters");
    for (Selection selection : SELECTIONS) {
      List<JsonNode> expected = selection.of(lines);
      assertThat(expected.isEmpty()).as(selection.id()).isEqualTo(selection.id().equals("nothing"));
      assertThat(written(selection.id())).as(selection.id()).isEqualTo(expected);
      JsonNode row = row(rows, selection.id());
      assertThat(row.get("delivered").intValue()).isEqualTo(expected.size());
      assertThat(row.get("matched").intValue()).isEqualTo(expected.size());
    }
    assertThat(Files.readAllLines(file("repository"))).hasSizeGreaterThan(100);
  }

  private static JsonNode row(JsonNode rows, String id) {
    for (JsonNode row : rows) {
      if (row.get("id").textValue().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no row for " + id);
  }

  /** Returns what an emitter wrote; around midnight a rolling one has two files. */
  private List<JsonNode> written(String id) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (var files = Files.list(folder.resolve("out"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.equals(id + ".log") || name.matches(id + "-\\d{4}-\\d\\d-\\d\\d\\.log")) {
          try (InputStream in = Files.newInputStream(file)) {
            events.addAll(RealEvents.read(in));
          }
        }
      }
    }
    return events;
  }

  private Path file(String id) {
    return folder.resolve("out").resolve(id + ".log");
  }
}
