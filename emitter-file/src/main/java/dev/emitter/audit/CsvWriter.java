package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A table of events: RFC 4180, every field quoted, lines ended by CR and LF. */
final class CsvWriter implements EventWriter {

  private static final List<String> ATTRIBUTES =
      List.of(
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "ip",
          "user",
          "app");

  private static final Set<String> OTHERS = Set.of("specversion", "data", "data_base64");

  /** What makes a formula of a cell; the last four are the wide forms of the first. */
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  @Override
  public void begin(OutputStream out) throws IOException {
    List<String> names = new ArrayList<>(List.of("position", "publishedAt"));
    names.addAll(ATTRIBUTES);
    names.addAll(List.of("extensions", "data", "data_base64"));
    writeRow(names, out);
  }

  @Override
  public void write(AuditEntry entry, OutputStream out) throws IOException {
    byte[] json = entry.event().toByteArray();
    JsonNode event = Json.tree(json, 0, json.length);
    List<String> row = new ArrayList<>();
    row.add(entry.position() == null ? "" : entry.position());
    row.add(entry.publishedAt().toString());
    ATTRIBUTES.forEach(name -> row.add(event.path(name).asText()));
    row.add(extensions(event));
    row.add(event.has("data") ? event.get("data").toString() : "");
    row.add(event.path("data_base64").asText());
    writeRow(row, out);
  }

  private static String extensions(JsonNode event) {
    ObjectNode extensions = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      if (!ATTRIBUTES.contains(member.getKey()) && !OTHERS.contains(member.getKey())) {
        extensions.set(member.getKey(), member.getValue());
      }
    }
    return extensions.isEmpty() ? "" : extensions.toString();
  }

  private static void writeRow(List<String> fields, OutputStream out) throws IOException {
    String row = fields.stream().map(CsvWriter::field).collect(Collectors.joining(",", "", "\r\n"));
    out.write(row.getBytes(UTF_8));
  }

  static String field(String text) {
    String harmless = isFormula(text) ? "'" + text : text;
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /** Spreadsheets pass over white space and control characters before a formula. */
  private static boolean isFormula(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    boolean control = first > 0 && text.charAt(0) < ' ';
    return control || (first < text.length() && FORMULA.indexOf(text.charAt(first)) >= 0);
  }

  @Override
  public void end(OutputStream out) {
    // nothing follows the last row
  }
}
