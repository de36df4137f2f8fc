package dev.emitter;

import dev.emitter.channel.CheckResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.StoredDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.delivery.Explanation;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.OwnerUsage;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.LimitExceededException;
import dev.emitter.problem.Problem;
import dev.emitter.problem.VersionConflictException;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Manages emitters: those that exist, how they are doing, and whether they deliver. {@link
 * Emitters} is one; code that only manages may ask for this much. Thread-safe.
 */
public interface EmitterAdmin {

  /**
   * Registers an emitter, or changes the one of the same id, which keeps its cursor. Once this
   * returns, a crash does not forget where it began, if the log keeps such things. What the
   * definition most likely means otherwise is logged, too.
   *
   * @return the id of the definition, and what its author is warned of
   * @throws ConfigurationException with every fault of the definition
   */
  Registration register(EmitterDefinition definition);

  /**
   * Registers an emitter of a user; it receives only what the user may. Once this returns, it is
   * there again after a restart, if the log keeps such things or the builder was given a store.
   *
   * @param owner the user
   * @param json the definition, without id and owner
   * @return the id made for it, its version, and what the user is to be warned of; a warning is not
   *     logged
   * @throws ConfigurationException with every fault of the definition
   * @throws LimitExceededException if the user has as much as one may have ({@link OwnerLimits})
   * @throws EmitterException if it cannot be stored; then nothing has changed
   */
  Registration registerUser(String owner, String json);

  /**
   * Changes the emitter of a user, which keeps its cursor.
   *
   * @param version the version that the change was made on, from {@link #userDefinitions} or {@link
   *     Registration#version}
   * @return the id, the new version, and what the user is to be warned of; a warning is not logged
   * @throws EmitterException if this user has no emitter of this id, or it cannot be stored; then
   *     nothing has changed
   * @throws VersionConflictException if it has another version by now
   * @throws LimitExceededException if the user has as much as one may have ({@link OwnerLimits})
   * @throws ConfigurationException with every fault of the definition
   */
  Registration changeUser(String owner, String id, long version, String json);

  /**
   * Removes the emitter of a user; its backlog is given up.
   *
   * @param version the version that the user has seen
   * @throws EmitterException if this user has no emitter of this id, or it cannot be stored that it
   *     is gone; then nothing has changed
   * @throws VersionConflictException if it has another version by now
   */
  void removeUser(String owner, String id, long version);

  /** Returns the definitions of a user's emitters as the user wrote them, by id. */
  List<StoredDefinition> userDefinitions(String owner);

  /**
   * Returns how often owners have reached each limit since the start, by its {@link
   * OwnerLimit#label() name}; {@code log} is for events that a log had to let go before an emitter
   * of a user had read them.
   */
  Map<String, Long> limitsReached();

  /** Returns how much a user takes of what all share, and how much one may. */
  OwnerUsage ownerUsage(String owner);

  /**
   * Removes an emitter; its backlog is given up, unless the log remembers where it was and another
   * of this id comes to resume there, within 30 days. One that is {@link #absent} is forgotten.
   *
   * @return whether there was one
   * @throws ConfigurationException if a file defines it: remove the file instead
   * @throws EmitterException if it is a user's, and it cannot be stored that it is gone; then
   *     nothing has changed
   */
  boolean remove(String id);

  /** Returns the definitions at work, by id. */
  List<EmitterDefinition> definitions();

  /**
   * Returns the ids of emitters that were at work when the last process ended and are not now, such
   * as one whose definition file was renamed. What waits for them stays in the log, as long as its
   * retention says, for an emitter of the same id.
   */
  List<String> absent();

  /**
   * Returns what is wrong with the definition files, and stored definitions, now; and, marked as
   * {@link Problem#isWarning() warnings}, what those files may say but most likely mean otherwise,
   * and which files of the folder are passed over.
   */
  List<Problem> problems();

  /** Returns how all emitters are doing, by id. */
  List<EmitterStatus> status();

  /**
   * Returns how an emitter is doing.
   *
   * @throws EmitterException if there is none of this id
   */
  EmitterStatus status(String id);

  /**
   * Lets a disabled emitter deliver again, one event first, then its backlog in order.
   *
   * <pre>{@code
   * CheckResult now = emitters.check("billing").toCompletableFuture().join();
   * if (now.ok()) { // the receiver would take events
   *   emitters.enable("billing");
   * }
   * }</pre>
   *
   * @return whether it was disabled
   * @throws EmitterException if there is no emitter of this id
   */
  boolean enable(String id);

  /**
   * Stops an emitter from delivering; its backlog is kept.
   *
   * @param reason why, for those who see its status
   * @return whether it was delivering
   * @throws EmitterException if there is no emitter of this id
   */
  default boolean disable(String id, String reason) {
    return disable(id, reason, null);
  }

  /**
   * Stops an emitter from delivering; its backlog is kept.
   *
   * @param reason why, for those who see its status
   * @param person the name of the person who wants it, shown with the reason; null if not known
   * @return whether it was delivering
   * @throws EmitterException if there is no emitter of this id
   */
  boolean disable(String id, String reason, @Nullable String person);

  /**
   * Answers whether the emitter could deliver now, without delivering anything.
   *
   * @throws EmitterException if there is none of this id
   */
  CompletionStage<CheckResult> check(String id);

  /**
   * Returns what the channel of an emitter offers beyond delivering, or nothing if it offers no
   * such thing. What is returned is of no more use once the definition has changed.
   *
   * @param type the interface or class that the channel's documentation names
   * @throws EmitterException if there is no emitter of this id
   */
  <T> Optional<T> unwrap(String id, Class<T> type);

  /**
   * Returns why an event is or is not for an emitter. Nothing is published.
   *
   * @throws EmitterException if there is no emitter of this id
   */
  Explanation explain(Topic topic, CloudEvent event, String emitterId);

  /**
   * Returns why an event of the log is or is not for an emitter, by its definition of now.
   *
   * @throws EmitterException if there is no emitter of this id
   */
  Explanation explain(LoggedEvent event, String emitterId);
}
