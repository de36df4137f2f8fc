package dev.emitter.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.event.Payload;
import dev.emitter.filter.FilterInput;
import dev.emitter.mapping.Mapping;
import dev.emitter.mapping.MappingOptions;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.Problems;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What makes the values of records in mode mapped. Immutable.
 *
 * @param maxBytes how large a value may be
 */
record MappedValue(Mapping mapping, long maxBytes) implements RecordValue {

  static final String MODE = "mapped";

  private static final String AT = "$.parameters.";
  private static final long USUAL_MAX_BYTES = 1 << 20;

  /** Returns what makes values by the body or the envelope of a definition. */
  static MappedValue of(ParameterValues given) {
    boolean body = given.json(KafkaParameters.BODY.name()) != null;
    String name = (body ? KafkaParameters.BODY : KafkaParameters.ENVELOPE).name();
    JsonNode json = Objects.requireNonNull(given.json(name), "mode mapped has body or envelope");
    MappingOptions options = body ? MappingOptions.ONE : MappingOptions.EACH;
    return new MappedValue(Mapping.of(json, AT + name, options), maxBytes(given));
  }

  private static boolean isMapped(ParameterValues given) {
    return MODE.equals(given.string(KafkaParameters.MODE.name()));
  }

  /** What does not fit into a request is refused by the producer; so no more need be made. */
  private static long maxBytes(ParameterValues given) {
    String set =
        given
            .object(KafkaParameters.PROPERTIES.name())
            .string(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    try {
      return set == null ? USUAL_MAX_BYTES : Long.parseLong(set.strip());
    } catch (NumberFormatException e) {
      return USUAL_MAX_BYTES;
    }
  }

  @Override
  public Payload of(FilterInput input) throws UnusableEventException {
    Rendering rendering = mapping.render(input, maxBytes);
    if (rendering instanceof Rendering.Rendered rendered) {
      return rendered.json();
    }
    throw new UnusableEventException(
        rendering instanceof Rendering.Failed failed
            ? failed.toString()
            : "the record would have more than "
                + maxBytes
                + " bytes; raise max.request.size in properties, or put less into the record");
  }

  /** Adds the faults of a mapping that is not where the mode wants it. */
  static void validate(ChannelContext context, Problems problems) {
    ParameterValues given = context.parameters();
    JsonNode written = context.definition().parameters();
    boolean mapped = isMapped(given);
    boolean body = written.has(KafkaParameters.BODY.name());
    boolean envelope = written.has(KafkaParameters.ENVELOPE.name());
    if (mapped && !body && !envelope) {
      problems.add(AT + "body", "missing: mode \"mapped\" needs body, or envelope");
    } else if (mapped && body && envelope) {
      problems.add(AT + "envelope", "stands beside body; a record is made by one of the two");
    }
    if (body && !mapped) {
      problems.add(AT + "body", "has a meaning only where mode is \"mapped\"");
    }
    if (envelope && !mapped) {
      problems.add(AT + "envelope", "has a meaning only where mode is \"mapped\"");
    }
  }
}
