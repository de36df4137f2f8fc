package dev.emitter.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Jackson's parser that is fed with bytes: of those that keep no table of names, only this one
 * tells offsets in bytes. Where a value begins it tells one byte too far, at least up to Jackson
 * 2.22; how far is found out here, so that this class need not change when that does.
 */
final class FedParser extends JsonParserDelegate {

  private static final int TOO_FAR = tooFar();

  private FedParser(JsonParser parser) {
    super(parser);
  }

  /** Returns a parser that a factory makes, fed with all there is. */
  static JsonParser of(JsonFactory factory, byte[] json, int offset, int length)
      throws IOException {
    return new FedParser(fed(factory, json, offset, length));
  }

  private static JsonParser fed(JsonFactory factory, byte[] json, int offset, int length)
      throws IOException {
    JsonParser parser = factory.createNonBlockingByteArrayParser();
    ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    feeder.feedInput(json, offset, offset + length);
    feeder.endOfInput();
    return parser;
  }

  private static int tooFar() {
    byte[] json = {'[', ']'};
    try (JsonParser parser = fed(new JsonFactory(), json, 0, json.length)) {
      parser.nextToken();
      return (int) parser.currentTokenLocation().getByteOffset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JsonLocation currentTokenLocation() {
    JsonLocation at = super.currentTokenLocation();
    return new JsonLocation(
        at.contentReference(),
        at.getByteOffset() - TOO_FAR,
        at.getCharOffset(),
        at.getLineNr(),
        at.getColumnNr());
  }
}
