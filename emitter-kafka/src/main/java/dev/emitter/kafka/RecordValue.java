package dev.emitter.kafka;

import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.event.Payload;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.RowMapping;
import dev.emitter.mapping.UnfitRowException;
import dev.emitter.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values of records whose shape the definition says, all of them JSON. Implementations
 * are immutable and thread-safe.
 */
interface RecordValue {

  /**
   * Returns the value of an event's record, on one line.
   *
   * @throws UnusableEventException if it can have none
   */
  Payload of(FilterInput input) throws UnusableEventException;

  /** Returns what makes values in the mode of a definition, or null if the event itself is it. */
  static @Nullable RecordValue inMode(ParameterValues given) {
    return switch (given.requiredString(KafkaParameters.MODE.name())) {
      case MappedValue.MODE -> MappedValue.of(given);
      case RowParameters.MODE -> ofRows(RowParameters.mapping(given));
      default -> null;
    };
  }

  private static RecordValue ofRows(RowMapping rows) {
    return input -> {
      try {
        return Payload.of(rows.row(input).json());
      } catch (UnfitRowException e) {
        throw new UnusableEventException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Warns of a parameter that such values take no notice of. */
  static void warn(ParameterValues given, String name, Problems problems) {
    String mode = given.requiredString(KafkaParameters.MODE.name());
    boolean ownShape = mode.equals(MappedValue.MODE) || mode.equals(RowParameters.MODE);
    if (ownShape && given.names().contains(name)) {
      problems.warn(
          "$.parameters." + name,
          "changes nothing where mode is \"" + mode + "\"",
          "write it into body, envelope or columns as a string in quotes");
    }
  }
}
