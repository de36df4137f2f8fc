package dev.emitter.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the default source of events from the command line. */
final class SourceConverter implements ITypeConverter<URI> {

  @Override
  public URI convert(String value) {
    try {
      if (!value.isEmpty()) {
        return new URI(value);
      }
    } catch (URISyntaxException e) {
      throw fault(value);
    }
    throw fault(value);
  }

  private static TypeConversionException fault(String value) {
    return new TypeConversionException("'" + value + "' is not a URI; give one such as urn:shop");
  }
}
