package dev.emitter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An Audit emitter under test: a definition at work without an engine. */
final class Audit implements AutoCloseable {

  static final String OWNER = "ann@shop.example";
  static final String ID = "mine";
  static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private static final EventCompleter COMPLETER =
      new EventCompleter(
          URI.create("https://shop.example"), Clock.systemUTC(), () -> "made-up", 8 << 20);

  private final Map<String, Object> parameters =
      new HashMap<>(Map.of("keep", Duration.ofDays(90), "maxBytes", 1L << 30));
  private final Path root;
  private final Ticking clock = new Ticking();
  private AuditLog log;
  private String id = ID;
  private String owner = OWNER;
  private @Nullable Channel channel;

  private Audit(Path root, AuditLog log) {
    this.root = root;
    this.log = log;
  }

  static Audit in(Path root) {
    return new Audit(root, AuditLog.in(root));
  }

  /** Time as the test says. */
  static final class Ticking extends Clock {

    private volatile Instant now = BEGIN;

    void set(Instant time) {
      now = time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  Audit with(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  Audit id(String emitterId) {
    id = emitterId;
    return this;
  }

  Audit owner(String user) {
    owner = user;
    return this;
  }

  Audit segments(long bytes) {
    return log(AuditLog.builder(root).clock(clock).segmentBytes(bytes));
  }

  Audit log(AuditLog.Builder builder) {
    log = builder.clock(clock).build();
    return this;
  }

  AuditLog log() {
    return log;
  }

  void at(Instant time) {
    clock.set(time);
  }

  Path folder() {
    return StoreFolders.of(root, id);
  }

  ChannelContext context() {
    EmitterDefinition definition = EmitterDefinition.builder(id, "Audit").owner(owner).build();
    return ChannelContext.of(definition, new ParameterValues(parameters), null, clock);
  }

  Channel channel() {
    Channel open = channel == null ? AuditChannelProvider.of(log).open(context()) : channel;
    channel = open;
    return open;
  }

  static EncodedEvent event(String eventId, String data) {
    return event(eventId, "order.placed", data);
  }

  static EncodedEvent event(String eventId, String type, String data) {
    return COMPLETER.complete(
        CloudEventBuilder.v1()
            .withId(eventId)
            .withType(type)
            .withSource(URI.create("https://shop.example/orders"))
            .withTime(BEGIN.atOffset(ZoneOffset.UTC))
            .withData("application/json", data.getBytes(UTF_8))
            .build());
  }

  /** Returns event number n with data that can hardly be compressed. */
  static LoggedEvent bulky(long number, int bytes) {
    byte[] data = new byte[bytes * 3 / 4];
    new Random(number).nextBytes(data);
    String text = "\"" + Base64.getEncoder().encodeToString(data) + "\"";
    return new LoggedEvent(
        new SequencePosition(number),
        Topic.of("orders"),
        event("event-" + number, text),
        BEGIN.plusSeconds(number));
  }

  /** Returns event number n: position n, published n seconds after the beginning. */
  static LoggedEvent logged(long number) {
    return logged(number, BEGIN.plusSeconds(number));
  }

  static LoggedEvent logged(long number, Instant publishedAt) {
    return new LoggedEvent(
        new SequencePosition(number),
        Topic.of("orders"),
        event("event-" + number, "{\"number\":" + number + ",\"name\":\"grün\"}"),
        publishedAt);
  }

  List<DeliveryResult> deliver(LoggedEvent... events) {
    return deliver(Stream.of(events).map(one -> Delivery.of(id, one, 1)).toList());
  }

  /** Delivers the events of these numbers in one batch, both included. */
  List<DeliveryResult> deliver(long from, long to) {
    return deliver(
        LongStream.rangeClosed(from, to)
            .mapToObj(number -> Delivery.of(id, logged(number), 1))
            .toList());
  }

  List<DeliveryResult> deliver(List<Delivery> batch) {
    return channel().deliver(batch).toCompletableFuture().join();
  }

  /** Returns the numbers of the events in a download. */
  List<Long> read(AuditQuery query) {
    try (AuditDownload download = log.read(owner, id, query)) {
      return numbers(download);
    }
  }

  List<Long> all() {
    return read(AuditQuery.ALL.after(null));
  }

  static List<Long> numbers(AuditDownload download) {
    List<Long> found = new ArrayList<>();
    for (Optional<AuditEntry> one = download.next(); one.isPresent(); one = download.next()) {
      found.add(number(new String(one.get().event().toByteArray(), UTF_8)));
    }
    return found;
  }

  static long number(String event) {
    int at = event.indexOf("\"id\":\"event-") + 12;
    return Long.parseLong(event.substring(at, event.indexOf('"', at)));
  }

  static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  String text(AuditQuery query, AuditFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AuditDownload download = log.read(owner, id, query)) {
      download.writeTo(out, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the emitter as a process does that goes on another day. */
  void restart() {
    close();
    channel = null;
  }

  @Override
  public void close() {
    Channel open = channel;
    if (open != null) {
      open.close(Duration.ofSeconds(5));
    }
  }
}
