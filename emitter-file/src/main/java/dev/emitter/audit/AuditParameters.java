package dev.emitter.audit;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.channel.ParameterValues;
import java.time.Duration;
import java.util.List;

/**
 * The parameters of the Audit channel, read.
 *
 * @param prettyPrint whether arrays are indented
 * @param keep how long entries are kept
 * @param maxBytes how many bytes the store may take
 */
record AuditParameters(boolean prettyPrint, Duration keep, long maxBytes) {

  private static final long LEAST_BYTES = 1_024;
  private static final long MOST_BYTES = 1L << 50;
  private static final long MOST_DAYS = 36_500;

  private static final Parameter PRETTY_PRINT =
      Parameter.of(
              CommonParameters.PRETTY_PRINT.name(),
              ParameterType.BOOLEAN,
              "Whether a download as a JSON array is indented for people. What is stored is one"
                  + " line an event.")
          .withDefault(false);

  private static final Parameter KEEP =
      Parameter.of(
              "keep",
              ParameterType.DURATION,
              "How long events are kept after the log accepted them. Older ones go a file at a"
                  + " time, and are counted.")
          .withDefault("90d")
          .between(1_000, Duration.ofDays(MOST_DAYS).toMillis());

  private static final Parameter MAX_BYTES =
      Parameter.of(
              "maxBytes",
              ParameterType.INTEGER,
              "How many bytes the events of this emitter may take on the disk. Beyond it the oldest"
                  + " go, and are counted. An operator may have set a limit for all emitters of a"
                  + " user together.")
          .withDefault(1L << 30)
          .between(LEAST_BYTES, MOST_BYTES);

  static final List<Parameter> ALL =
      List.of(PRETTY_PRINT, KEEP, MAX_BYTES, CommonParameters.SOURCE, CommonParameters.SUBJECT);

  static AuditParameters of(ChannelContext context) {
    ParameterValues values = context.parameters();
    return new AuditParameters(
        values.bool(PRETTY_PRINT.name(), false),
        values.requiredDuration(KEEP.name()),
        values.requiredInteger(MAX_BYTES.name()));
  }
}
