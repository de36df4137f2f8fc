package dev.emitter.event;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A complete and valid event together with its encodings, each made at most once, when first asked
 * for, and shared by all emitters that send that form. Immutable to its users and thread-safe.
 */
public final class EncodedEvent {

  /** What the objects around an event's strings and bytes take, roughly. */
  private static final int OVERHEAD = 300;

  /** What a time, a number or a boolean takes, roughly. */
  private static final int SMALL = 24;

  /** What the content types of events, and of batches of them, begin with. */
  private static final String OF_EVENTS = "application/cloudevents";

  private static final byte[] NO_DATA = {};
  private static final byte[] LINE_TAIL = {'}'};
  private static final byte[] PRETTY_TAIL = {'\n', '}'};

  private final CloudEvent event;
  private final byte @Nullable [] data;
  private final @Nullable DataForm dataForm;
  private final int attributesWeight;
  private final EncodedForms forms = new EncodedForms();

  private EncodedEvent(EventDraft draft, @Nullable DataForm form) {
    OwnedData owned = draft.data();
    this.data = owned == null ? null : owned.bytes();
    this.dataForm = form;
    this.event = V1Events.of(draft);
    this.attributesWeight = OVERHEAD + attributesWeight(event);
  }

  /** Wraps an event that {@link EventCompleter} has completed and found valid. */
  static EncodedEvent of(EventDraft draft) {
    OwnedData owned = draft.data();
    DataForm form = owned == null ? null : DataForm.of(draft.dataContentType(), owned);
    return new EncodedEvent(draft, form);
  }

  /** Wraps an event that was valid when it was stored, together with the form of its data. */
  static EncodedEvent restored(EventDraft draft, @Nullable DataForm form) {
    return new EncodedEvent(draft, form);
  }

  /**
   * Returns the event that a log has kept in the form of {@link #structured}; trusts that it was
   * valid when it was published. Extensions come back as strings, booleans and integers, the types
   * JSON has.
   *
   * @throws InvalidEventException if it is not an event in the CloudEvents JSON format
   */
  public static EncodedEvent stored(byte[] structuredJson) {
    EventDraft draft = CloudEventReader.draft(structuredJson, 0, structuredJson.length);
    if (draft.id() == null || draft.source() == null || draft.type() == null) {
      throw new InvalidEventException("event", "lacks id, source or type, so it was not stored");
    }
    return of(draft);
  }

  /** Returns the event: CloudEvents 1.0, with id, source, type and time. */
  public CloudEvent event() {
    return event;
  }

  /**
   * Returns about how many bytes of memory the event takes; at least the size of its data. Grows
   * when a form is made, so whoever adds and subtracts weights remembers what was added.
   */
  public int weight() {
    byte[] own = data == null ? NO_DATA : data;
    long sum = (long) attributesWeight + own.length + forms.size(own);
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /**
   * Returns the event in the CloudEvents JSON format (structured mode), on one line without a line
   * break, or indented when asked for. An override of source or subject re-encodes the attributes,
   * never the data.
   */
  public Payload structured(Presentation presentation) {
    boolean pretty = presentation.prettyPrint();
    byte[] tail = pretty ? PRETTY_TAIL : LINE_TAIL;
    byte[] head = head(presentation);
    byte[] bytes = data;
    DataForm form = dataForm;
    if (bytes == null || form == null) {
      return Payload.of(head, tail);
    }
    boolean nested = pretty && form == DataForm.JSON;
    return Payload.of(head, nested ? nestedData(bytes) : lineData(form, bytes), tail);
  }

  /**
   * Returns the data alone (the body in binary mode), byte for byte as published unless JSON is to
   * be indented; null when the event has no data.
   */
  public @Nullable Payload data(Presentation presentation) {
    byte[] bytes = data;
    if (bytes == null) {
      return null;
    }
    boolean indented = presentation.prettyPrint() && dataForm == DataForm.JSON;
    return Payload.of(indented ? prettyData(bytes) : bytes);
  }

  /** Returns the data itself, which nobody may change, or null without data. */
  byte @Nullable [] ownData() {
    return data;
  }

  /** Returns how the JSON format carries the data, or null without data. */
  @Nullable DataForm dataForm() {
    return dataForm;
  }

  /**
   * Returns whether the data is JSON by its content type (absent means JSON); false without data.
   */
  public boolean hasJsonData() {
    return dataForm == DataForm.JSON;
  }

  /**
   * Returns whether a receiver that gets the data as a body of its own, in binary mode, takes it
   * for what it is. Not without data; and not if the data is an event, or a batch of events, by its
   * content type: receivers tell the modes apart by how that begins, and would read the event
   * within (HTTP binding, section 3; Kafka binding, section 3).
   */
  public boolean fitsBinaryMode() {
    String type = event.getDataContentType();
    return data != null
        && (type == null || !type.regionMatches(true, 0, OF_EVENTS, 0, OF_EVENTS.length()));
  }

  /**
   * Returns the content type to declare in binary mode: that of the event; where it has none, what
   * its data is, as a receiver must not guess. Null without data.
   */
  public @Nullable String contentType() {
    if (event.getDataContentType() != null || data == null) {
      return event.getDataContentType();
    }
    return hasJsonData() ? "application/json" : "application/octet-stream";
  }

  /** Returns which event it is, for people, without its data: its id, source and type. */
  @Override
  public String toString() {
    return "event "
        + Shown.quoted(event.getId())
        + " of type "
        + Shown.quoted(event.getType())
        + " from "
        + Shown.quoted(event.getSource().toString());
  }

  /**
   * Returns the size of the structured form on one line, in bytes. Keeps that form of the data only
   * if it is the data itself, and so costs nothing.
   */
  public int structuredSize() {
    int head = head(Presentation.PLAIN).length;
    return Math.addExact(Math.addExact(head, dataSize()), LINE_TAIL.length);
  }

  private int dataSize() {
    byte[] bytes = data;
    DataForm form = dataForm;
    if (bytes == null || form == null) {
      return 0;
    }
    return form.isItself(bytes)
        ? forms.once(EncodedForms.LINE_DATA, () -> bytes).length
        : form.size(bytes);
  }

  private byte[] head(Presentation presentation) {
    Supplier<byte[]> encode = () -> EventHead.of(event, presentation, dataForm);
    if (presentation.source() != null || presentation.subject() != null) {
      return encode.get();
    }
    return forms.once(
        presentation.prettyPrint() ? EncodedForms.PRETTY_HEAD : EncodedForms.LINE_HEAD, encode);
  }

  private byte[] lineData(DataForm form, byte[] bytes) {
    return forms.once(
        EncodedForms.LINE_DATA,
        () -> form.isItself(bytes) ? bytes : ByteSink.collect(sink -> form.write(sink, bytes)));
  }

  private byte[] nestedData(byte[] bytes) {
    return forms.once(
        EncodedForms.NESTED_DATA,
        () -> ByteSink.collect(sink -> JsonLayout.writeIndented(sink, bytes, 1)));
  }

  private byte[] prettyData(byte[] bytes) {
    return forms.once(
        EncodedForms.PRETTY_DATA,
        () -> ByteSink.collect(sink -> JsonLayout.writeIndented(sink, bytes, 0)));
  }

  private static int attributesWeight(CloudEvent event) {
    int sum = 0;
    for (String name : ContextAttributes.NAMES) {
      Object value = event.getAttribute(name);
      sum += value == null ? 0 : length(value);
    }
    for (String name : event.getExtensionNames()) {
      Object value = event.getExtension(name);
      sum += name.length() + (value == null ? 0 : length(value));
    }
    return sum;
  }

  private static int length(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    return value instanceof URI uri ? uri.toString().length() : SMALL;
  }
}
