package dev.emitter.channel;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.event.Presentation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a channel is made from. Immutable; made by the library, and by the tests of channels. */
public final class ChannelContext {

  private final EmitterDefinition definition;
  private final ParameterValues parameters;
  private final @Nullable Identity identity;
  private final Clock clock;
  private final @Nullable Path folder;
  private final Predicate<String> settled;
  private final OwnEventPublisher ownEvents;

  private ChannelContext(
      EmitterDefinition definition,
      ParameterValues parameters,
      @Nullable Identity identity,
      Clock clock,
      @Nullable Path folder,
      Predicate<String> settled,
      OwnEventPublisher ownEvents) {
    this.definition = definition;
    this.parameters = parameters;
    this.identity = identity;
    this.clock = clock;
    this.folder = folder;
    this.settled = settled;
    this.ownEvents = ownEvents;
  }

  /**
   * Returns a context without a folder.
   *
   * @param definition the definition of the emitter
   * @param parameters its parameters: valid, placeholders resolved, defaults filled in
   * @param identity the identity it refers to, or null for none
   * @param clock tells the time of day
   */
  public static ChannelContext of(
      EmitterDefinition definition,
      ParameterValues parameters,
      @Nullable Identity identity,
      Clock clock) {
    return new ChannelContext(
        definition, parameters, identity, clock, null, position -> false, OwnEventPublisher.NONE);
  }

  /** Returns this context with a folder, or null for none. */
  public ChannelContext withFolder(@Nullable Path own) {
    return new ChannelContext(definition, parameters, identity, clock, own, settled, ownEvents);
  }

  /**
   * Returns this context with what tells which events do not come again.
   *
   * @param told answers for a position, as text; thread-safe
   */
  public ChannelContext withSettled(Predicate<String> told) {
    return new ChannelContext(definition, parameters, identity, clock, folder, told, ownEvents);
  }

  /** Returns this context with what publishes the library's own events. */
  public ChannelContext withOwnEvents(OwnEventPublisher publisher) {
    return new ChannelContext(definition, parameters, identity, clock, folder, settled, publisher);
  }

  /** Returns the definition of the emitter. */
  public EmitterDefinition definition() {
    return definition;
  }

  /** Returns its parameters: valid, placeholders resolved, defaults filled in. */
  public ParameterValues parameters() {
    return parameters;
  }

  /**
   * Returns the identity it refers to, or null for none.
   *
   * @throws FaultyParameterException while a definition is validated whose identity was refused
   */
  public @Nullable Identity identity() {
    if (identity == null && definition.identityRef() != null) {
      throw new FaultyParameterException("identityRef");
    }
    return identity;
  }

  /** Returns what tells the time of day. */
  public Clock clock() {
    return clock;
  }

  /**
   * Returns a folder for what the channel of this emitter must remember over a restart, or null
   * where the log is not on disk. Nobody else uses it. It is not there until the channel makes it,
   * and the channel deletes it when it is told that its emitter was {@linkplain Channel#removed
   * removed}.
   */
  public @Nullable Path folder() {
    return folder;
  }

  /**
   * Returns whether the emitter is past an event for good: its cursor, with the event behind it, is
   * stored, so that the event does not come again after a restart, unless a person asks for it.
   * What a channel remembers of the events it has carried, it can forget then. Always false where
   * no cursors are stored. Thread-safe; does not block.
   *
   * @param position the {@linkplain dev.emitter.channel.Delivery#position position} of the event,
   *     as text
   */
  public boolean isSettled(String position) {
    return settled.test(position);
  }

  /** Returns what publishes the library's own events about this emitter. */
  public OwnEventPublisher ownEvents() {
    return ownEvents;
  }

  /** Returns how the emitter shows events: its common parameters, where the type declares them. */
  public Presentation presentation() {
    return CommonParameters.presentation(parameters);
  }
}
