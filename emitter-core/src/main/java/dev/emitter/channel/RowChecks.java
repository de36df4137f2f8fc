package dev.emitter.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.filter.EventExpression;
import dev.emitter.mapping.ColumnType;
import dev.emitter.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the rows that a definition asks for. Used once. */
final class RowChecks {

  private static final String PATH = RowParameters.AT + RowParameters.COLUMNS;

  private final ChannelContext context;
  private final Problems problems;

  RowChecks(ChannelContext context, Problems problems) {
    this.context = context;
    this.problems = problems;
  }

  void run() {
    messages();
    Map<String, String> seen = new HashMap<>();
    List<RawColumn> columns = RawColumn.all(context.definition(), context.parameters());
    for (int i = 0; i < columns.size(); i++) {
      column(columns.get(i), PATH + "[" + i + "].", seen);
    }
  }

  void runInMode() {
    JsonNode written = context.definition().parameters();
    boolean rows = RowParameters.MODE.equals(context.parameters().string("mode"));
    if (rows) {
      if (!written.has(RowParameters.COLUMNS)) {
        problems.add(PATH, "missing: mode \"" + RowParameters.MODE + "\" needs it");
      }
      run();
      return;
    }
    for (String name :
        List.of(RowParameters.COLUMNS, RowParameters.TOO_LONG, RowParameters.ON_MISMATCH)) {
      if (written.has(name)) {
        problems.add(
            RowParameters.AT + name,
            "has a meaning only where mode is \"" + RowParameters.MODE + "\"");
      }
    }
  }

  private void messages() {
    int count = context.definition().messages().size();
    if (count != 1) {
      problems.add(
          "$.messages",
          "found " + count + "; exactly one is needed, as the columns are those of one message");
    }
  }

  private void column(RawColumn column, String path, Map<String, String> seen) {
    if (column.name() != null) {
      name(column.name(), path + RowParameters.NAME, seen);
    }
    type(column.type(), path + RowParameters.TYPE);
    lookup(column.lookup(), path + RowParameters.LOOKUP);
  }

  private void name(String name, String path, Map<String, String> seen) {
    String first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), path);
    if (first != null) {
      problems.add(path, "\"" + name + "\" is the name of " + first + " already, case aside");
    }
  }

  private void type(@Nullable String type, String path) {
    if (type != null && ColumnType.of(type) == null) {
      problems.add(path, "found \"" + type + "\"; allowed: " + ColumnType.all());
    }
  }

  private void lookup(@Nullable String lookup, String path) {
    if (lookup == null) {
      return;
    }
    if (lookup.isBlank()) {
      problems.add(path, "is empty; a FEEL expression is needed");
      return;
    }
    try {
      for (ExpressionWarning warning : EventExpression.compile(lookup).warnings()) {
        problems.warn(path, warning.position() + ": " + warning.message(), warning.hint());
      }
    } catch (ExpressionException e) {
      problems.add(path, "is not FEEL: " + e.getMessage());
    }
  }
}
