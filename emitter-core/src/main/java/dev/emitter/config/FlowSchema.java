package dev.emitter.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The JSON Schema (draft 7, which editors know) of files that declare flows. Stateless and
 * thread-safe.
 */
public final class FlowSchema {

  /** Whether an address of this machine may be http, a schema cannot tell. */
  private static final String ADDRESS =
      "^([hH][tT][tT][pP][sS]://|[hH][tT][tT][pP]://(localhost|127\\.|\\[::1\\])"
          + "|.*\\$\\{(env|file):)";

  private FlowSchema() {}

  /** Returns the schema, indented; always the same text. */
  public static String json() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Flow");
    ObjectNode url = ParameterSchema.node("string").put("pattern", ADDRESS);
    schema.setAll(new ParameterSchema(true, Map.of(FlowMembers.URL, url)).object(FlowMembers.ALL));
    return DefinitionSchema.text(schema);
  }
}
