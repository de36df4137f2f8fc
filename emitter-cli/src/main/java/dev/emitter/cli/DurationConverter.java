package dev.emitter.cli;

import dev.emitter.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations from the command line. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    Duration duration = Durations.parse(value);
    if (duration == null) {
      throw new TypeConversionException(
          "'" + value + "' is not a duration; give one such as 500ms, 30s or 5m, at most 106751d");
    }
    return duration;
  }
}
