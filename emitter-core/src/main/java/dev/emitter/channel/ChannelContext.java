package dev.emitter.channel;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.event.Presentation;
import dev.emitter.log.Position;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a channel is made from. Immutable; made by the library, and by the tests of channels. */
public final class ChannelContext {

  private final EmitterDefinition definition;
  private final ParameterValues parameters;
  private final @Nullable Identity identity;
  private final Clock clock;
  private final @Nullable Path folder;
  private final boolean withoutFolder;
  private final Predicate<String> settled;
  private final OwnEventPublisher ownEvents;
  private final Function<String, @Nullable Position> positions;
  private final ChannelShare share;

  private ChannelContext(
      EmitterDefinition definition,
      ParameterValues parameters,
      @Nullable Identity identity,
      Clock clock,
      @Nullable Path folder,
      boolean withoutFolder,
      Predicate<String> settled,
      OwnEventPublisher ownEvents,
      Function<String, @Nullable Position> positions,
      ChannelShare share) {
    this.definition = definition;
    this.parameters = parameters;
    this.identity = identity;
    this.clock = clock;
    this.folder = folder;
    this.withoutFolder = withoutFolder;
    this.settled = settled;
    this.ownEvents = ownEvents;
    this.positions = positions;
    this.share = share;
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
        definition,
        parameters,
        identity,
        clock,
        null,
        false,
        position -> false,
        OwnEventPublisher.NONE,
        position -> null,
        ChannelShares.defaults().of(definition.owner()));
  }

  /** Returns this context with a folder, or null for none. */
  public ChannelContext withFolder(@Nullable Path own) {
    return with(own, false, settled, ownEvents, positions, share);
  }

  /** Returns this context with it being known that its channel will have no folder. */
  public ChannelContext withoutFolder() {
    return with(null, true, settled, ownEvents, positions, share);
  }

  /**
   * Returns this context with what tells which events do not come again.
   *
   * @param told answers for a position, as text; thread-safe
   */
  public ChannelContext withSettled(Predicate<String> told) {
    return with(folder, withoutFolder, told, ownEvents, positions, share);
  }

  /** Returns this context with what publishes the library's own events. */
  public ChannelContext withOwnEvents(OwnEventPublisher publisher) {
    return with(folder, withoutFolder, settled, publisher, positions, share);
  }

  /**
   * Returns this context with what reads positions of the emitter's log.
   *
   * @param read gives the position of a text, or null if the text stands for none; thread-safe
   */
  public ChannelContext withPositions(Function<String, @Nullable Position> read) {
    return with(folder, withoutFolder, settled, ownEvents, read, share);
  }

  /** Returns this context with what the channels of its owner may have under way together. */
  public ChannelContext withShare(ChannelShare ofOwner) {
    return with(folder, withoutFolder, settled, ownEvents, positions, ofOwner);
  }

  private ChannelContext with(
      @Nullable Path own,
      boolean withoutOne,
      Predicate<String> told,
      OwnEventPublisher publisher,
      Function<String, @Nullable Position> read,
      ChannelShare ofOwner) {
    return new ChannelContext(
        definition, parameters, identity, clock, own, withoutOne, told, publisher, read, ofOwner);
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
   * where the log is not on disk. Nobody else uses it. It is not there until the channel makes it
   * (see {@link ChannelFiles}), and the channel deletes it when it is told that its emitter was
   * {@linkplain Channel#removed removed}.
   */
  public @Nullable Path folder() {
    return folder;
  }

  /**
   * Returns whether it is known that the channel will have no folder, as the log is not on disk. A
   * channel that can do nothing without one refuses the definition then, see {@link
   * ChannelProvider#validate}. False where a definition is read without a log.
   */
  public boolean isWithoutFolder() {
    return withoutFolder;
  }

  /**
   * Returns the position of the emitter's log that a text stands for, as {@code toString} of a
   * position gives it, or null if it stands for none, for example because it is of another log.
   * Always null where no cursors are stored. Thread-safe; does not block.
   */
  public @Nullable Position position(String text) {
    return positions.apply(text);
  }

  /**
   * Returns whether the emitter is past an event for good: its cursor, with the event behind it, is
   * stored, so that the event does not come again after a restart, unless a person asks for it.
   * What a channel remembers of the events it has carried, it can forget then. Always false where
   * no cursors are stored. Thread-safe; does not block.
   *
   * @param position the {@linkplain Delivery#position position} of the event, as text
   */
  public boolean isSettled(String position) {
    return settled.test(position);
  }

  /** Returns what publishes the library's own events about this emitter. */
  public OwnEventPublisher ownEvents() {
    return ownEvents;
  }

  /**
   * Returns what the channels of its owner may have under way together. A context that the library
   * did not make has a share of its own.
   */
  public ChannelShare share() {
    return share;
  }

  /** Returns how the emitter shows events: its common parameters, where the type declares them. */
  public Presentation presentation() {
    return CommonParameters.presentation(parameters);
  }
}
