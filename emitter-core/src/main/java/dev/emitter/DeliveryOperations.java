package dev.emitter;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.engine.Engine;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.problem.EmitterException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Looks at the deliveries of an engine, and does them again or leaves them out. Thread-safe. */
final class DeliveryOperations implements DeliveryAdmin {

  private final Engine engine;
  private final DeliveryLog attempts;
  private final OneTimeDeliveries once;
  private final UnknownEmitter unknown;

  DeliveryOperations(
      Engine engine, DeliveryLog attempts, OneTimeDeliveries once, UnknownEmitter unknown) {
    this.engine = engine;
    this.attempts = attempts;
    this.once = once;
    this.unknown = unknown;
  }

  private void require(String id) {
    unknown.required(id, engine.running().emitter(id));
  }

  // What became of events.

  @Override
  public List<DeliveryRecord> deliveries(String id, DeliveryQuery query) {
    require(id);
    return engine.running().deliveries(id, query);
  }

  @Override
  public List<DeliveryAttempt> attempts(AttemptQuery query) {
    return attempts.find(query);
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    require(acknowledgement.emitterId());
    attempts.acknowledge(acknowledgement);
  }

  @Override
  public List<Acknowledgement> acknowledgements(String emitterId, String eventId) {
    return attempts.acknowledgements(emitterId, eventId);
  }

  @Override
  public List<ParkedEvent> parked(String id) {
    require(id);
    return engine.running().parked(id);
  }

  @Override
  public int discardParked(String id) {
    require(id);
    int discarded = engine.orders().discardParked(id);
    engine.commit();
    return discarded;
  }

  // Sending again.

  @Override
  public CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events) {
    return unknown.required(id, engine.orders().resubmit(id, events));
  }

  @Override
  public CompletionStage<Integer> resubmitParked(String id) {
    return new ParkedResubmission(parked(id), some -> resubmit(id, some)).start();
  }

  @Override
  public CompletionStage<List<Resubmission>> resubmit(
      EmitterDefinition to, List<LoggedEvent> events) {
    return once.resubmit(to, events);
  }

  @Override
  public CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    return once.test(definition);
  }

  // Leaving out.

  @Override
  public long skipToNow(String id) {
    require(id);
    return engine.orders().skip(id, engine.end(), "now");
  }

  @Override
  public long skipToEvent(String id, String eventId) {
    require(id);
    Position before = engine.running().before(id, eventId);
    if (before == null) {
      throw new EmitterException(
          "no event \""
              + eventId
              + "\" waits for emitter \""
              + id
              + "\": it was never published, or the emitter has passed it; see what waits with"
              + " ./emitter log list --state waiting");
    }
    return engine.orders().skip(id, before, eventId);
  }
}
