package dev.emitter.benchmarks.encoding;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Presentation;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Clock;

/** Who writes an event in the JSON format, and how much of it is done each time. */
public enum EventWriter {
  /** The SDK, which writes the whole event for each emitter and checks nothing of it. */
  SDK("CloudEvents SDK, each time") {
    @Override
    Writing of(CloudEvent event) {
      JsonFormat format = new JsonFormat();
      return () -> format.serialize(event);
    }
  },

  /** This library, as it does once when an event is published: it checks the event, too. */
  CHECKED("ours, checked and written once") {
    @Override
    Writing of(CloudEvent event) {
      EventCompleter completer =
          new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20);
      return () -> completer.complete(event).structured(Presentation.PLAIN).toByteArray();
    }
  },

  /** This library, as it does for each further emitter. */
  AGAIN("ours, for each further emitter") {
    @Override
    Writing of(CloudEvent event) {
      EncodedEvent encoded =
          new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 20)
              .complete(event);
      return () -> encoded.structured(Presentation.PLAIN).toByteArray();
    }
  };

  private final String shown;

  EventWriter(String shown) {
    this.shown = shown;
  }

  /** Writes one event again and again. */
  @FunctionalInterface
  interface Writing {
    byte[] write();
  }

  abstract Writing of(CloudEvent event);

  @Override
  public String toString() {
    return shown;
  }
}
