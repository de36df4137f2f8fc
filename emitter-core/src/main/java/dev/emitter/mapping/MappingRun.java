package dev.emitter.mapping;

import dev.emitter.event.Payload;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.filter.EventVariables;
import dev.emitter.mapping.UnfitException.TooLargeException;
import java.util.List;

/** One rendering of a mapping. Used once. */
final class MappingRun {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final boolean leavesOutNull;
  private final DataObject variables;
  private final SharedSteps steps;
  private final long maxBytes;
  private final JsonBuffer out;
  private String path = "";
  private boolean doubtful;

  MappingRun(MappingOptions options, DataObject variables, int events, long maxBytes) {
    this.leavesOutNull = options.leavesOutNull();
    this.variables = variables;
    this.steps = MappingBudget.steps(events);
    this.maxBytes = maxBytes;
    this.out = new JsonBuffer(maxBytes);
  }

  Rendering of(MappingPart whole) {
    try {
      if (!write(whole)) {
        out.write(whole instanceof MappingPart.Members ? new byte[] {'{', '}'} : NULL);
      }
      return new Rendering.Rendered(Payload.of(out.toByteArray()));
    } catch (TooLargeException e) {
      return new Rendering.TooLarge(maxBytes);
    } catch (UnfitException e) {
      return new Rendering.Failed(path, String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether null was written, or left out, of which one event may be to blame. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** Writes a part, or nothing if it is to be left out, which it returns then. */
  private boolean write(MappingPart part) throws UnfitException {
    if (part instanceof MappingPart.Constant constant) {
      constant.json().writeTo(out);
      return true;
    } else if (part instanceof MappingPart.Expression expression) {
      return write(expression);
    }
    return part instanceof MappingPart.Items items
        ? write(items.items())
        : writeMembers(((MappingPart.Members) part).members());
  }

  private boolean write(List<MappingPart> items) throws UnfitException {
    char separator = '[';
    for (MappingPart item : items) {
      out.write(separator);
      if (!write(item)) {
        out.write(item instanceof MappingPart.Members ? new byte[] {'{', '}'} : NULL);
      }
      separator = ',';
    }
    if (separator == '[') {
      out.write('[');
    }
    out.write(']');
    return true;
  }

  private boolean writeMembers(List<MappingPart.Member> members) throws UnfitException {
    int start = out.size();
    char separator = '{';
    for (MappingPart.Member member : members) {
      int before = out.size();
      out.write(separator);
      member.name().writeTo(out);
      if (write(member.value())) {
        separator = ',';
      } else {
        out.cutTo(before);
      }
    }
    if (separator == '{') {
      out.cutTo(start);
      if (leavesOutNull && !members.isEmpty()) {
        return false;
      }
      out.write('{');
    }
    out.write('}');
    return true;
  }

  private boolean write(MappingPart.Expression expression) throws UnfitException {
    path = expression.path();
    Object data = EventVariables.data(variables, expression.dataPath());
    if (data != null) {
      new ValueWriter(out, null).write(data);
      return true;
    }
    Evaluation evaluation = expression.feel().evaluate(variables, steps);
    Object value = evaluation.value();
    Reason failure = evaluation.failure();
    if (value == null && failure != null) {
      throw new UnfitException(failure.toString());
    }
    if (value == null && leavesOutNull) {
      doubt(evaluation);
      return false;
    }
    ValueWriter writer = new ValueWriter(out, failure);
    writer.write(value);
    if (value == null || writer.wroteNull()) {
      doubt(evaluation);
    }
    return true;
  }

  private void doubt(Evaluation evaluation) {
    doubtful |= !evaluation.reasons().isEmpty();
  }
}
