package dev.emitter;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.AttemptQuery;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryQuery;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.Resubmission;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Looks at what became of events at emitters, sends them again and leaves them out. {@link
 * Emitters} is one; code that only does that may ask for this much. Thread-safe.
 */
public interface DeliveryAdmin {

  /**
   * Returns the events set aside for an emitter, the oldest first. Their copies are read when asked
   * for ({@link ParkedEvent#event}), so many fit in memory.
   *
   * @throws EmitterException if there is none of this id
   */
  List<ParkedEvent> parked(String id);

  /**
   * Forgets the events set aside for an emitter. At 10,000 of them it is disabled (decision 6).
   *
   * @return how many there were
   * @throws EmitterException if there is no emitter of this id
   * @throws EventLogException if that cannot be stored now; it is tried again
   */
  int discardParked(String id);

  /**
   * Returns how events stand with an emitter, in the order of the log, as far as the log still has
   * them. Which were for it is told by its definition of now. Of large events fewer are returned
   * than asked for, some MiB of them at once: ask {@link DeliveryQuery#after after} the last one
   * until there is none.
   *
   * @throws EmitterException if there is none of this id
   */
  List<DeliveryRecord> deliveries(String id, DeliveryQuery query);

  /**
   * Sends events again, to the emitter that they were for or to another one: once each, before what
   * waits, whether the emitter is disabled or not. No cursor moves and nothing counts towards
   * disabling; the deliveries are marked. A parked event that is delivered so is parked no more.
   * Topics, messages and filter are not asked: {@link EmitterAdmin#explain(LoggedEvent, String)}
   * tells whether the emitter selects an event.
   *
   * @param events from {@link #deliveries} or {@link #parked}
   * @return completes with what became of them, in the same order
   * @throws EmitterException if there is no emitter of this id
   */
  CompletionStage<List<Resubmission>> resubmit(String id, List<LoggedEvent> events);

  /**
   * Sends all events again that are set aside for an emitter now, as {@link #resubmit(String,
   * List)} does, the oldest first. Their copies are read some at a time: about 1 MiB, or one event,
   * is in memory at once.
   *
   * @return completes with how many were delivered; the others are parked on
   * @throws EmitterException if there is no emitter of this id
   */
  CompletionStage<Integer> resubmitParked(String id);

  /**
   * Sends events again as a definition says that need not be at work, such as to another address
   * with other headers; {@link #test} tries it before. They are sent once each, in this order and
   * without duplicates; nothing is counted, and only the delivery log tells of it.
   *
   * @param events from {@link #deliveries} or {@link #parked}
   * @return completes with what became of them, in the same order
   * @throws ConfigurationException if the definition is wrong
   */
  CompletionStage<List<Resubmission>> resubmit(EmitterDefinition to, List<LoggedEvent> events);

  /**
   * Sends a sample event as a definition says, which need not be at work, and tells what happened.
   * Nothing is stored or counted.
   *
   * @throws ConfigurationException if the definition is wrong
   */
  CompletionStage<DeliveryResult> test(EmitterDefinition definition);

  /**
   * Returns the attempts to deliver events that the delivery log has, those made last first; also
   * of emitters that are gone, and with the library's own events.
   *
   * @throws EventLogException if they cannot be read
   */
  List<DeliveryAttempt> attempts(AttemptQuery query);

  /**
   * Keeps what the receiver of an emitter has reported about an event.
   *
   * @throws EmitterException if there is no emitter of this id
   * @throws EventLogException if it cannot be kept now
   */
  void acknowledge(Acknowledgement acknowledgement);

  /**
   * Returns what the receiver of an emitter has reported about an event, the latest report first.
   *
   * @throws EventLogException if it cannot be read
   */
  List<Acknowledgement> acknowledgements(String emitterId, String eventId);

  /**
   * Leaves out, for good, all that waits for an emitter: it goes on with what is published from now
   * on. What is under way at this moment may arrive all the same. Parked events stay. Once this has
   * returned it survives a crash, in a log that keeps such things.
   *
   * @return how many events were left out
   * @throws EmitterException if there is no emitter of this id
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  long skipToNow(String id);

  /**
   * Leaves out, for good, what waits for an emitter before an event: it goes on with that one; else
   * like {@link #skipToNow}.
   *
   * @param eventId the id of the event; of several that wait, the first one is meant
   * @return how many events were left out
   * @throws EmitterException if there is no emitter of this id, or no event of that id waits for it
   * @throws dev.emitter.log.EventLogException if it cannot be stored now
   */
  long skipToEvent(String id, String eventId);
}
