package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps all that emitters tell, whichever thread they tell it on. Thread-safe. */
final class Recorder implements EmitterListener {

  /** Something that an event was or did for an emitter. */
  record Entry(String emitterId, PublishedEvent event) {}

  private final EmitterListener also;
  private final List<PublishedEvent> published = new ArrayList<>();
  private final List<Entry> matched = new ArrayList<>();
  private final List<Entry> dropped = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<ParkedEvent> parked = new ArrayList<>();

  Recorder(EmitterListener also) {
    this.also = also;
  }

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    also.registered(emitterId, type, owner);
  }

  @Override
  public void published(Topic topic, CloudEvent event) {
    add(published, new PublishedEvent(topic, event));
    also.published(topic, event);
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    add(matched, new Entry(emitterId, of(event)));
    also.matched(emitterId, event);
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result) {
    add(attempts, new Attempt(delivery, result));
    also.attempted(delivery, result);
  }

  @Override
  public void parked(ParkedEvent event) {
    add(parked, event);
    also.parked(event);
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    also.parkedDropped(event);
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    add(dropped, new Entry(emitterId, new PublishedEvent(topic, event)));
    also.dropped(emitterId, topic, event);
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    also.droppedBetween(emitterId, after, upTo, most);
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    also.stateChanged(emitterId, state, reason);
  }

  private synchronized <T> void add(List<T> list, T one) {
    list.add(one);
  }

  private synchronized <T> List<T> copy(List<T> list) {
    return List.copyOf(list);
  }

  List<PublishedEvent> published() {
    return copy(published);
  }

  List<PublishedEvent> matched(String emitterId) {
    return events(matched, emitterId);
  }

  List<PublishedEvent> dropped(String emitterId) {
    return events(dropped, emitterId);
  }

  private List<PublishedEvent> events(List<Entry> entries, String emitterId) {
    return copy(entries).stream()
        .filter(entry -> entry.emitterId().equals(emitterId))
        .map(Entry::event)
        .toList();
  }

  List<Attempt> attempts(String emitterId) {
    return copy(attempts).stream()
        .filter(attempt -> attempt.delivery().emitterId().equals(emitterId))
        .toList();
  }

  List<ParkedEvent> parked(String emitterId) {
    return copy(parked).stream().filter(one -> one.emitterId().equals(emitterId)).toList();
  }

  boolean knows(String emitterId) {
    Predicate<String> same = emitterId::equals;
    Stream<String> selected = copy(matched).stream().map(Entry::emitterId);
    Stream<String> tried = copy(attempts).stream().map(attempt -> attempt.delivery().emitterId());
    return Stream.concat(selected, tried).anyMatch(same);
  }

  synchronized void clear() {
    published.clear();
    matched.clear();
    dropped.clear();
    attempts.clear();
    parked.clear();
  }

  static PublishedEvent of(LoggedEvent logged) {
    return new PublishedEvent(logged.topic(), logged.event().event());
  }

  static PublishedEvent of(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    return new PublishedEvent(delivery.topic(), delivery.event().event());
  }
}
