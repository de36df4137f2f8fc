package dev.emitter.event;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The compact form in which a log keeps an event: every attribute with its type, and the data byte
 * for byte. Cheap to read; the forms that channels send are made later, as ever. Stateless, so
 * thread-safe.
 *
 * <p>The bytes: the version (1); a byte that says which optional attributes there are and how JSON
 * carries the data; id, source and type; the optional attributes; the number of extensions and for
 * each its name, a letter for its type, its value; the data up to the end.
 */
public final class EventCodec {

  private static final int VERSION = 1;
  private static final int SUBJECT = 1;
  private static final int TIME = 1 << 1;
  private static final int CONTENT_TYPE = 1 << 2;
  private static final int SCHEMA = 1 << 3;
  private static final int DATA_SHIFT = 4;
  private static final int NO_DATA = 3;
  private static final int KNOWN = 0x3F;

  private static final RecentUris URIS = new RecentUris();

  private EventCodec() {}

  /** Returns the event as bytes. */
  public static byte[] encode(EncodedEvent encoded) {
    CloudEvent event = encoded.event();
    byte[] data = encoded.ownData();
    DataForm form = encoded.dataForm();
    EventBytesWriter out = new EventBytesWriter(160 + (data == null ? 0 : data.length));
    out.writeByte(VERSION);
    out.writeByte(flags(event) | code(form) << DATA_SHIFT);
    out.writeText(event.getId());
    out.writeText(event.getSource().toString());
    out.writeText(event.getType());
    writeOptional(out, event);
    writeExtensions(out, event);
    if (data != null) {
      out.writeRest(data);
    }
    return out.toByteArray();
  }

  private static int code(@Nullable DataForm form) {
    return form == null
        ? NO_DATA
        : switch (form) {
          case JSON -> 0;
          case TEXT -> 1;
          case BINARY -> 2;
        };
  }

  private static @Nullable DataForm form(int code) {
    return switch (code) {
      case 0 -> DataForm.JSON;
      case 1 -> DataForm.TEXT;
      case 2 -> DataForm.BINARY;
      default -> null;
    };
  }

  private static int flags(CloudEvent event) {
    return (event.getSubject() == null ? 0 : SUBJECT)
        | (event.getTime() == null ? 0 : TIME)
        | (event.getDataContentType() == null ? 0 : CONTENT_TYPE)
        | (event.getDataSchema() == null ? 0 : SCHEMA);
  }

  private static void writeOptional(EventBytesWriter out, CloudEvent event) {
    if (event.getSubject() != null) {
      out.writeText(event.getSubject());
    }
    if (event.getTime() != null) {
      writeTime(out, event.getTime());
    }
    if (event.getDataContentType() != null) {
      out.writeText(event.getDataContentType());
    }
    if (event.getDataSchema() != null) {
      out.writeText(event.getDataSchema().toString());
    }
  }

  private static void writeTime(EventBytesWriter out, OffsetDateTime time) {
    out.writeLong(time.toEpochSecond());
    out.writeInt(time.getNano());
    out.writeInt(time.getOffset().getTotalSeconds());
  }

  private static void writeExtensions(EventBytesWriter out, CloudEvent event) {
    out.writeCount(event.getExtensionNames().size());
    for (String name : event.getExtensionNames()) {
      out.writeText(name);
      writeValue(out, Objects.requireNonNull(event.getExtension(name)));
    }
  }

  private static void writeValue(EventBytesWriter out, Object value) {
    if (value instanceof Boolean truth) {
      out.writeByte(truth ? 't' : 'f');
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof URI uri) {
      out.writeByte('u');
      out.writeText(uri.toString());
    } else if (value instanceof OffsetDateTime time) {
      out.writeByte('d');
      writeTime(out, time);
    } else if (value instanceof byte[] bytes) {
      out.writeByte('b');
      out.writeBlock(bytes);
    } else {
      out.writeByte('s');
      out.writeText((String) value);
    }
  }

  /**
   * Returns the event that was encoded; trusts that it was valid when it was published.
   *
   * @param bytes hold it; they are copied
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws InvalidEventException if the bytes are damaged or of a later version
   * @throws IndexOutOfBoundsException if the part is not within the array
   */
  public static EncodedEvent decode(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    EventBytesReader in = new EventBytesReader(bytes, offset, length);
    int version = in.readByte();
    if (version != VERSION) {
      throw new InvalidEventException(
          "event",
          "is stored in version " + version + " of its format, but only 1 is known; upgrade");
    }
    try {
      return decode(in);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidEventException("event", "the stored bytes are damaged: " + e, e);
    }
  }

  private static EncodedEvent decode(EventBytesReader in) {
    int flags = in.readByte();
    if ((flags & ~KNOWN) != 0) {
      throw EventBytesReader.damaged("they say what no event is");
    }
    String id = in.readText();
    URI source = URIS.get(in.readText());
    String type = in.readText();
    String subject = (flags & SUBJECT) == 0 ? null : in.readText();
    OffsetDateTime time = (flags & TIME) == 0 ? null : readTime(in);
    String contentType = (flags & CONTENT_TYPE) == 0 ? null : in.readText();
    URI schema = (flags & SCHEMA) == 0 ? null : URIS.get(in.readText());
    Map<String, Object> extensions = readExtensions(in);
    int form = flags >> DATA_SHIFT;
    OwnedData data = readData(in, form, contentType == null);
    EventDraft draft =
        new EventDraft(id, source, type, subject, time, contentType, schema, extensions, data);
    return EncodedEvent.restored(draft, form(form));
  }

  private static @Nullable OwnedData readData(EventBytesReader in, int form, boolean untyped) {
    if (form != NO_DATA) {
      boolean opaque = untyped && form(form) == DataForm.BINARY;
      return opaque ? OwnedData.ofOpaque(in.readRest()) : OwnedData.of(in.readRest());
    }
    if (in.remaining() != 0) {
      throw EventBytesReader.damaged("something follows the event");
    }
    return null;
  }

  private static OffsetDateTime readTime(EventBytesReader in) {
    long second = in.readLong();
    int nano = in.readInt();
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readInt());
    return LocalDateTime.ofEpochSecond(second, nano, offset).atOffset(offset);
  }

  private static Map<String, Object> readExtensions(EventBytesReader in) {
    int count = in.readCount();
    if (count == 0) {
      return Map.of();
    }
    if (count < 0 || count > in.remaining()) {
      throw EventBytesReader.damaged("there cannot be " + count + " extensions");
    }
    Map<String, Object> extensions = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      extensions.put(in.readText(), readValue(in));
    }
    return extensions;
  }

  private static Object readValue(EventBytesReader in) {
    int type = in.readByte();
    return switch (type) {
      case 't' -> true;
      case 'f' -> false;
      case 'i' -> in.readInt();
      case 'u' -> URIS.get(in.readText());
      case 'd' -> readTime(in);
      case 'b' -> in.readBlock();
      case 's' -> in.readText();
      default -> throw EventBytesReader.damaged("no attribute has the type " + type);
    };
  }
}
