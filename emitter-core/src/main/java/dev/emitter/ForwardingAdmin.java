package dev.emitter;

import dev.emitter.channel.CheckResult;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Problem;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what is asked of emitters to those who manage them and their deliveries. Thread-safe.
 */
abstract class ForwardingAdmin implements EmitterAdmin, DeliveryAdmin {

  private final EmitterAdmin emitters;
  private final DeliveryAdmin deliveries;

  ForwardingAdmin(EmitterAdmin emitters, DeliveryAdmin deliveries) {
    this.emitters = emitters;
    this.deliveries = deliveries;
  }

  // Which emitters there are, and how they are doing.

  @Override
  public Registration register(EmitterDefinition definition) {
    return emitters.register(definition);
  }

  @Override
  public Registration registerUser(String owner, String json) {
    return emitters.registerUser(owner, json);
  }

  @Override
  public Registration changeUser(String owner, String id, long version, String json) {
    return emitters.changeUser(owner, id, version, json);
  }

  @Override
  public void removeUser(String owner, String id, long version) {
    emitters.removeUser(owner, id, version);
  }

  @Override
  public boolean remove(String id) {
    return emitters.remove(id);
  }

  @Override
  public List<EmitterDefinition> definitions() {
    return emitters.definitions();
  }

  @Override
  public List<StoredDefinition> userDefinitions(String owner) {
    return emitters.userDefinitions(owner);
  }

  @Override
  public List<String> absent() {
    return emitters.absent();
  }

  @Override
  public List<Problem> problems() {
    return emitters.problems();
  }

  @Override
  public List<EmitterStatus> status() {
    return emitters.status();
  }

  @Override
  public EmitterStatus status(String id) {
    return emitters.status(id);
  }

  @Override
  public boolean enable(String id) {
    return emitters.enable(id);
  }

  @Override
  public boolean disable(String id, String reason, @Nullable String person) {
    return emitters.disable(id, reason, person);
  }

  @Override
  public CompletionStage<CheckResult> check(String id) {
    return emitters.check(id);
  }

  @Override
  public <T> Optional<T> unwrap(String id, Class<T> type) {
    return emitters.unwrap(id, type);
  }

  @Override
  public Explanation explain(Topic topic, CloudEvent event, String emitterId) {
    return emitters.explain(topic, event, emitterId);
  }

  @Override
  public Explanation explain(LoggedEvent event, String emitterId) {
    return emitters.explain(event, emitterId);
  }

  @Override
  public Map<String, Long> limitsReached() {
    return emitters.limitsReached();
  }

  @Override
  public OwnerUsage ownerUsage(String owner) {
    return emitters.ownerUsage(owner);
  }

  // What became of events.

  @Override
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    return deliveries.deliveries(id, query);
  }

  @Override
  public List<DeliveryAttempt> attempts(AttemptQuery query) {
    return deliveries.attempts(query);
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    deliveries.acknowledge(acknowledgement);
  }

  @Override
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    return deliveries.acknowledgements(emitterId, eventId);
  }

  @Override
  public List<ParkedEvent> parked(String id) {
    return deliveries.parked(id);
  }

  @Override
  public int discardParked(String id) {
    return deliveries.discardParked(id);
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events) {
    return deliveries.resubmit(id, events);
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(
      EmitterDefinition to, List<LoggedEvent> events) {
    return deliveries.resubmit(to, events);
  }

  @Override
  public CompletionStage<Integer> resubmitParked(String id) {
    return deliveries.resubmitParked(id);
  }

  @Override
  public CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    return deliveries.test(definition);
  }

  @Override
  public long skipToNow(String id) {
    return deliveries.skipToNow(id);
  }

  @Override
  public long skipToEvent(String id, String eventId) {
    return deliveries.skipToEvent(id, eventId);
  }
}
