package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes any value as the function {@code string} does. */
final class ValueText {

  private final Run run;
  private final StringBuilder text = new StringBuilder();

  private ValueText(Run run) {
    this.run = run;
  }

  static String of(Run run, Object value) {
    ValueText writer = new ValueText(run);
    writer.append(value, false);
    return writer.text.toString();
  }

  private void append(@Nullable Object value, boolean quoted) {
    switch (Kind.of(value)) {
      case NULL -> append("null");
      case STRING -> append(quoted ? quoted(String.valueOf(value)) : String.valueOf(value));
      case NUMBER -> append(value == null ? "" : Numbers.text(value));
      case LIST -> nested(value, this::list);
      case CONTEXT -> nested(value, this::context);
      case RANGE -> range(value);
      case FUNCTION -> append("function");
      default -> append(value == null ? "" : TemporalFormat.text(value));
    }
  }

  private void append(String part) {
    run.chargeText(text.length() + part.length());
    run.charge(part.length());
    text.append(part);
  }

  private interface Writer {
    void write(Object value);
  }

  private void nested(@Nullable Object value, Writer writer) {
    if (value != null) {
      run.enter(4);
      writer.write(value);
      run.leave(4);
    }
  }

  private void list(Object value) {
    List<@Nullable Object> list = Lists.of(value);
    append("[");
    for (int i = 0; i < list.size(); i++) {
      append(i == 0 ? "" : ", ");
      append(Lists.item(list, i), true);
    }
    append("]");
  }

  private void context(Object value) {
    append("{");
    String separator = "";
    for (String key : Contexts.keys(run, value)) {
      append(separator);
      append(isName(key) ? key : quoted(key));
      append(": ");
      append(Contexts.get(value, key), true);
      separator = ", ";
    }
    append("}");
  }

  private void range(@Nullable Object value) {
    if (value instanceof FeelRange range) {
      append(range.startIncluded() ? "[" : "(");
      append(range.start(), true);
      append(" .. ");
      append(range.end(), true);
      append(range.endIncluded() ? "]" : ")");
    } else if (value instanceof PointTest test) {
      append("(" + test.comparator().symbol);
      append(test.point(), true);
      append(")");
    }
  }

  private static boolean isName(String key) {
    return !key.isEmpty()
        && NameCharacters.startsName(key.codePointAt(0))
        && key.codePoints().allMatch(c -> c == ' ' || NameCharacters.continuesName(c));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
