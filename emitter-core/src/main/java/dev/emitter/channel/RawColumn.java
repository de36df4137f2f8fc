package dev.emitter.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.definition.EmitterDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as its author wrote it, whether or not the rest of the definition is right. Immutable.
 *
 * @param name its name, or null if it has none that could be read
 * @param type its type, or null likewise
 * @param lookup its expression, or null likewise
 */
record RawColumn(@Nullable String name, @Nullable String type, @Nullable String lookup) {

  /** Returns the columns of a definition in their order. */
  static List<RawColumn> all(EmitterDefinition definition, ParameterValues given) {
    List<RawColumn> columns = new ArrayList<>();
    try {
      for (Object one : given.list(RowParameters.COLUMNS)) {
        columns.add(of((ParameterValues) one));
      }
    } catch (FaultyParameterException e) { // one fault hides its column, or all of the list
      columns.clear();
      definition
          .parameters()
          .path(RowParameters.COLUMNS)
          .forEach(column -> columns.add(of(column)));
    }
    return columns;
  }

  private static RawColumn of(ParameterValues column) {
    return new RawColumn(
        column.string(RowParameters.NAME),
        column.string(RowParameters.TYPE),
        column.string(RowParameters.LOOKUP));
  }

  private static RawColumn of(JsonNode column) {
    return new RawColumn(
        text(column.path(RowParameters.NAME)),
        text(column.path(RowParameters.TYPE)),
        text(column.path(RowParameters.LOOKUP)));
  }

  /** Returns a text, unless a placeholder is in it: what it stands for is not known here. */
  private static @Nullable String text(JsonNode written) {
    boolean known = written.isTextual() && !written.asText().contains("${");
    return known && !written.asText().isEmpty() ? written.asText() : null;
  }
}
