package dev.emitter.config;

import dev.emitter.problem.EmitterException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A string cut into plain text and placeholders. Immutable. */
record PlaceholderText(List<Part> parts) {

  /** A piece of the text. */
  sealed interface Part {}

  /** Text that stands for itself. */
  record Plain(String text) implements Part {}

  /** {@code ${env:NAME}}. */
  record Variable(String name) implements Part {}

  /** {@code ${file:PATH}}. */
  record FileContent(String path) implements Part {}

  /**
   * Cuts a string.
   *
   * @throws EmitterException if it has a placeholder that is none of the known ones
   */
  static PlaceholderText of(String written) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int found = written.indexOf("${");
    while (found >= 0) {
      boolean escaped = found > from && written.charAt(found - 1) == '$';
      parts.add(new Plain(written.substring(from, escaped ? found - 1 : found)));
      int end = escaped ? found + 2 : end(written, found);
      parts.add(escaped ? new Plain("${") : placeholder(written.substring(found + 2, end - 1)));
      from = end;
      found = written.indexOf("${", from);
    }
    parts.add(new Plain(written.substring(from)));
    return new PlaceholderText(parts);
  }

  private static int end(String written, int start) {
    int close = written.indexOf('}', start);
    if (close < 0) {
      throw new EmitterException(
          "found a placeholder that begins with ${ and is not closed with }");
    }
    return close + 1;
  }

  private static Part placeholder(String inner) {
    if (inner.startsWith("env:") && inner.length() > 4) {
      return new Variable(inner.substring(4));
    }
    if (inner.startsWith("file:") && inner.length() > 5) {
      return new FileContent(inner.substring(5));
    }
    throw new EmitterException(
        "found the placeholder "
            + Found.text("${" + inner + "}")
            + "; allowed are ${env:NAME} and ${file:PATH}, and $${ for a plain ${");
  }

  boolean isPlain() {
    return parts.stream().allMatch(Plain.class::isInstance);
  }

  /** Returns the text with what the placeholders stand for. */
  String expand(UnaryOperator<String> variables, UnaryOperator<String> files) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          part instanceof Variable variable
              ? variables.apply(variable.name())
              : part instanceof FileContent file
                  ? files.apply(file.path())
                  : ((Plain) part).text());
    }
    return text.toString();
  }
}
