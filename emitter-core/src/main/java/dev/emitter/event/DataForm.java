package dev.emitter.event;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How the JSON format carries an event's data (CloudEvents JSON format 1.0, section 3.1). */
enum DataForm {
  /** As the JSON value that it is, in the member {@code data}. */
  JSON("data") {
    @Override
    void write(ByteSink sink, byte[] data) {
      JsonLayout.writeLine(sink, data);
    }

    @Override
    boolean isItself(byte[] data) {
      return JsonLayout.isLine(data);
    }
  },
  /** As a JSON string, in the member {@code data}. */
  TEXT("data") {
    @Override
    void write(ByteSink sink, byte[] data) {
      JsonStrings.write(sink, data);
    }
  },
  /** As a JSON string in Base64, in the member {@code data_base64}. */
  BINARY("data_base64") {
    @Override
    void write(ByteSink sink, byte[] data) {
      sink.write('"');
      sink.write(Base64.getEncoder().encode(data));
      sink.write('"');
    }

    @Override
    int size(byte[] data) {
      return Math.toIntExact(2 + 4 * ((data.length + 2L) / 3));
    }
  };

  private final String member;

  DataForm(String member) {
    this.member = member;
  }

  /** Returns the form for data of a content type; absent means JSON, but for what came as bytes. */
  static DataForm of(@Nullable String contentType, OwnedData owned) {
    return contentType == null && owned.isOpaque() ? BINARY : of(contentType, owned.bytes());
  }

  private static DataForm of(@Nullable String contentType, byte[] data) {
    MediaType type = contentType == null ? MediaType.JSON : MediaType.parse(contentType);
    if (type == null) {
      return BINARY;
    }
    if (type.isJson()) {
      return JSON;
    }
    return type.isText(data) ? TEXT : BINARY;
  }

  /** Returns the name of the member that carries the data. */
  String member() {
    return member;
  }

  /** Writes the value of the member on one line. */
  abstract void write(ByteSink sink, byte[] data);

  /** Returns whether the value of the member, on one line, is the data byte for byte. */
  boolean isItself(byte[] data) {
    return false;
  }

  /** Returns how many bytes the value of the member takes on one line. */
  int size(byte[] data) {
    return ByteSink.count(sink -> write(sink, data));
  }
}
