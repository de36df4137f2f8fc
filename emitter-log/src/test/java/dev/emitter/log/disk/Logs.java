package dev.emitter.log.disk;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What tests do with logs. */
final class Logs {

  static final Topic TOPIC = Topic.of("disk", "test");

  private static final EventCompleter COMPLETER =
      new EventCompleter(
          URI.create("/test"), Clock.systemUTC(), () -> "unused", EventCompleter.DEFAULT_MAX_BYTES);

  private Logs() {}

  static DiskEventLogBuilder builder(Storage storage) {
    return DiskEventLog.builder(Path.of("unused")).storage(storage).segmentBytes(4096);
  }

  static DiskEventLog open(Storage storage) {
    return builder(storage).open();
  }

  static EncodedEvent event(String id) {
    return event(id, 0);
  }

  static EncodedEvent event(String id, int size) {
    byte[] data = ("\"" + "x".repeat(size) + "\"").getBytes(StandardCharsets.UTF_8);
    return COMPLETER.complete(
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create("/s"))
            .withType("t")
            .withData("application/json", data)
            .build());
  }

  /** Appends events and waits for them, each on its own. */
  static void append(EventLog log, String... ids) {
    for (String id : ids) {
      append(log, event(id));
    }
  }

  /** Appends events named by the positions they get. */
  static void append(EventLog log, int first, int last) {
    for (int i = first; i <= last; i++) {
      append(log, Integer.toString(i));
    }
  }

  static Position append(EventLog log, EncodedEvent event) {
    try {
      return log.append(TOPIC, event).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  static List<LoggedEvent> all(EventLog log) {
    List<LoggedEvent> all = new ArrayList<>();
    Position at = log.start();
    for (List<LoggedEvent> page = log.read(at, 50); !page.isEmpty(); page = log.read(at, 50)) {
      all.addAll(page);
      at = page.get(page.size() - 1).position();
    }
    return all;
  }

  static List<String> ids(EventLog log) {
    return all(log).stream().map(logged -> logged.event().event().getId()).toList();
  }

  static List<Long> positions(EventLog log) {
    return all(log).stream().map(logged -> SequencePosition.of(logged.position())).toList();
  }

  static long end(EventLog log) {
    return SequencePosition.of(log.end());
  }
}
