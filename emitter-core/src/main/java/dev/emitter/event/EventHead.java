package dev.emitter.event;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event in the CloudEvents JSON format up to its data: the attributes in the order of the
 * specification, the extensions by name, then the name of the data's member.
 */
final class EventHead {

  private static final byte[] NEW_LINE = {'\n', ' ', ' '};

  private final CloudEvent event;
  private final Presentation presentation;
  private final ByteSink sink;

  private EventHead(CloudEvent event, Presentation presentation, ByteSink sink) {
    this.event = event;
    this.presentation = presentation;
    this.sink = sink;
  }

  /** Returns the head: complete but for the data, if there is any, and the closing brace. */
  static byte[] of(CloudEvent event, Presentation presentation, @Nullable DataForm data) {
    return ByteSink.collect(sink -> new EventHead(event, presentation, sink).write(data));
  }

  private void write(@Nullable DataForm data) {
    sink.write('{');
    breakLine();
    name("specversion");
    JsonStrings.write(sink, "1.0");
    for (String name : ContextAttributes.NAMES) {
      if (!name.equals("specversion")) {
        member(name, attribute(name));
      }
    }
    event.getExtensionNames().stream()
        .sorted()
        .forEach(name -> member(name, event.getExtension(name)));
    if (data != null) {
      next();
      name(data.member());
    }
  }

  private @Nullable Object attribute(String name) {
    if (name.equals("source") && presentation.source() != null) {
      return presentation.source();
    }
    if (name.equals("subject") && presentation.subject() != null) {
      return presentation.subject();
    }
    return event.getAttribute(name);
  }

  private void member(String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    next();
    name(name);
    String text = ContextAttributes.text(value);
    if (value instanceof Boolean || value instanceof Integer) {
      sink.write(text.getBytes(StandardCharsets.US_ASCII));
    } else {
      JsonStrings.write(sink, text);
    }
  }

  private void next() {
    sink.write(',');
    breakLine();
  }

  private void breakLine() {
    if (presentation.prettyPrint()) {
      sink.write(NEW_LINE);
    }
  }

  private void name(String name) {
    JsonStrings.write(sink, name);
    sink.write(':');
    if (presentation.prettyPrint()) {
      sink.write(' ');
    }
  }
}
