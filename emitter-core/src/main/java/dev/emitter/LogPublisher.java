package dev.emitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.InvalidEventException;
import dev.emitter.filter.FilterInput;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.CatalogueMode;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Completes, checks and appends what an application publishes. Thread-safe. */
final class LogPublisher implements EventPublisher {

  private static final Logger LOG = Loggers.of(LogPublisher.class);

  private final Parts parts;
  private final LongAdder published = new LongAdder();
  private final LongAdder switchedOff = new LongAdder();
  private final LongAdder undeclared = new LongAdder();
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private volatile boolean closed;

  record Parts(
      EventLog log,
      EventCompleter completer,
      @Nullable Catalogue catalogue,
      CatalogueMode mode,
      URI source,
      Clock clock,
      JsonMapper mapper,
      @Nullable PublicationObserver observer,
      @Nullable EmitterListener listener,
      LongSupplier nanoTime) {}

  LogPublisher(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Receipt publish(Topic topic, CloudEvent event) {
    return await(publishAsync(topic, event));
  }

  @Override
  public Receipt publish(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    return await(publishAsync(topic, type, data, attributes));
  }

  @Override
  public CompletionStage<Receipt> publishAsync(
      Topic topic, String type, @Nullable Object data, Consumer<EventAttributes> attributes) {
    EventAttributes set =
        new EventAttributes(
            UUID.randomUUID().toString(),
            parts.source(),
            OffsetDateTime.ofInstant(parts.clock().instant(), ZoneOffset.UTC));
    attributes.accept(set);
    return publishAsync(topic, set.event(type, json(data)));
  }

  private byte[] json(@Nullable Object data) {
    try {
      return parts.mapper().writeValueAsBytes(data);
    } catch (JsonProcessingException e) {
      throw new InvalidEventException(
          "data",
          "a "
              + (data == null ? "null" : data.getClass().getName())
              + " cannot be written as JSON: "
              + e.getOriginalMessage());
    }
  }

  @Override
  public List<Receipt> publishAll(Topic topic, List<CloudEvent> events) {
    List<ObservedEvent> ready = completeAll(topic, events);
    List<CompletionStage<Receipt>> accepted = new ArrayList<>(ready.size());
    try {
      ready.forEach(event -> accepted.add(appended(topic, event)));
    } catch (RuntimeException e) {
      endAll(ready.subList(accepted.size() + 1, ready.size()), e);
      throw e instanceof EventLogException
          ? new EventLogException(
              "after " + accepted.size() + " of " + ready.size() + " events: " + e.getMessage(), e)
          : e;
    }
    return accepted.stream().map(LogPublisher::await).toList();
  }

  private List<ObservedEvent> completeAll(Topic topic, List<CloudEvent> events) {
    List<ObservedEvent> ready = new ArrayList<>(events.size());
    try {
      for (CloudEvent event : events) {
        ready.add(complete(topic, event));
      }
    } catch (RuntimeException e) {
      endAll(ready, e);
      throw e;
    }
    return ready;
  }

  private static void endAll(List<ObservedEvent> notPublished, RuntimeException failure) {
    notPublished.forEach(event -> event.end(null, failure));
  }

  @Override
  public CompletionStage<Receipt> publishAsync(Topic topic, CloudEvent event) {
    return appended(topic, complete(topic, event));
  }

  /** Appends under a lock that close waits for: an event with a receipt is never left behind. */
  private CompletionStage<Receipt> appended(Topic topic, ObservedEvent event) {
    long start = parts.listener() == null ? 0 : parts.nanoTime().getAsLong();
    CompletionStage<Receipt> receipt;
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("closed: no event can be published any more");
      }
      receipt = append(topic, event.event());
    } catch (RuntimeException e) {
      event.end(null, e);
      throw e;
    } finally {
      open.readLock().unlock();
    }
    CompletionStage<Receipt> told = told(topic, event.event(), receipt, start);
    return event.observation() == null ? told : told.whenComplete(event::end);
  }

  private CompletionStage<Receipt> told(
      Topic topic, EncodedEvent event, CompletionStage<Receipt> receipt, long start) {
    EmitterListener listener = parts.listener();
    if (listener == null) {
      return receipt;
    }
    return receipt.thenApply(
        accepted -> {
          if (accepted.position() != null) {
            Duration took = Duration.ofNanos(parts.nanoTime().getAsLong() - start);
            listener.published(topic, event.event(), took);
          }
          return accepted;
        });
  }

  private ObservedEvent complete(@Nullable Topic topic, @Nullable CloudEvent event) {
    if (topic == null) {
      throw new InvalidEventException("topic", "is null; name the topic of the event");
    }
    if (event == null) {
      throw new InvalidEventException("event", "is null; there is nothing to publish");
    }
    return ObservedEvent.of(parts.observer(), topic, event, observed -> completed(topic, observed));
  }

  private EncodedEvent completed(Topic topic, CloudEvent event) {
    if (topic.isReserved()) {
      throw new InvalidEventException(
          "topic",
          topic
              + " belongs to the library, which publishes there what happens to emitters;"
              + " choose another first segment than \""
              + Topic.RESERVED
              + "\"");
    }
    EncodedEvent complete = parts.completer().complete(event);
    checkDeclared(topic, complete);
    return complete;
  }

  private void checkDeclared(Topic topic, EncodedEvent event) {
    Catalogue catalogue = parts.catalogue();
    if (catalogue == null || parts.mode() == CatalogueMode.OFF) {
      return;
    }
    List<String> faults =
        catalogue.faults(topic, event.event(), new FilterInput(topic, event).data());
    if (faults.isEmpty()) {
      return;
    }
    undeclared.increment();
    String message = "not as the catalogue declares it: " + String.join("; ", faults);
    if (parts.mode() == CatalogueMode.REJECT) {
      throw new InvalidEventException("topic " + topic, message);
    }
    LOG.warn("event {} on topic {}: {}", event.event().getId(), topic, message);
  }

  private CompletionStage<Receipt> append(Topic topic, EncodedEvent event) {
    String id = event.event().getId();
    Catalogue catalogue = parts.catalogue();
    if (catalogue != null && catalogue.isSwitchedOff(topic, event.event().getType())) {
      switchedOff.increment();
      return CompletableFuture.completedFuture(new Receipt(id, null));
    }
    return parts.log().append(topic, event).thenApply(position -> accepted(event, position));
  }

  private Receipt accepted(EncodedEvent event, Position position) {
    published.increment();
    return new Receipt(event.event().getId(), position);
  }

  private static Receipt await(CompletionStage<Receipt> receipt) {
    try {
      return receipt.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  PublicationCounts counts() {
    return new PublicationCounts(published.sum(), switchedOff.sum(), undeclared.sum());
  }

  /** Refuses what is published from now on, and waits for what is being published. */
  void close(Duration limit) {
    closed = true;
    try {
      if (!open.writeLock().tryLock(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)) {
        LOG.warn("closing although a publisher still waits for the log");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    open.writeLock().unlock();
  }
}
