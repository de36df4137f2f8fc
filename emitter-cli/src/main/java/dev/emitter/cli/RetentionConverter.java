package dev.emitter.cli;

import dev.emitter.powerbi.PushDataset.Retention;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the retention policy of a dataset as the service spells it, in any case. */
final class RetentionConverter implements ITypeConverter<Retention> {

  @Override
  public Retention convert(String value) {
    for (Retention one : Retention.values()) {
      if (one.word().equalsIgnoreCase(value) || one.name().equalsIgnoreCase(value)) {
        return one;
      }
    }
    String words =
        Arrays.stream(Retention.values()).map(Retention::word).collect(Collectors.joining(" or "));
    throw new TypeConversionException("'" + value + "' is no retention policy; give " + words);
  }
}
