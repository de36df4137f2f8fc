package dev.emitter.engine;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Opens the channels of emitters, and asks them whether they could deliver. Thread-safe. */
final class ChannelOpener {

  private static final Logger LOG = Loggers.of(ChannelOpener.class);

  private final ChannelDecorator decorator;
  private final Rights rights;
  private final boolean stored;
  private final @Nullable Path folder;
  private final Checkpoints checkpoints;
  private final LifecycleEvents ownEvents;

  /**
   * Creates an opener.
   *
   * @param decorator puts something around each channel
   * @param folder holds a folder for each channel, or null for none
   * @param checkpoints tells channels which events do not come again
   * @param ownEvents publishes what channels tell of their emitters
   */
  ChannelOpener(
      ChannelDecorator decorator,
      Rights rights,
      @Nullable Path folder,
      Checkpoints checkpoints,
      LifecycleEvents ownEvents) {
    this.decorator = decorator;
    this.rights = rights;
    this.stored = checkpoints.isActive();
    this.folder = folder;
    this.checkpoints = checkpoints;
    this.ownEvents = ownEvents;
  }

  /**
   * Opens the channels of all.
   *
   * @throws EmitterException if one cannot be opened; then none is open
   */
  List<ActiveDefinition> open(Collection<ResolvedEmitter> emitters) {
    return open(emitters, folder);
  }

  /**
   * Opens a channel that is used once, beside the one that may be at work; it has no folder.
   *
   * @throws EmitterException if it cannot be opened
   */
  ActiveDefinition openOnce(ResolvedEmitter emitter) {
    return open(List.of(emitter), null).get(0);
  }

  private List<ActiveDefinition> open(
      Collection<ResolvedEmitter> emitters, @Nullable Path folders) {
    List<Channel> channels = new ArrayList<>(emitters.size());
    List<ActiveDefinition> opened = new ArrayList<>(emitters.size());
    try {
      for (ResolvedEmitter emitter : emitters) {
        Channel channel = emitter.provider().open(context(emitter, folders));
        channels.add(channel);
        Selection selection = new Selection(emitter.definition(), emitter.filter(), rights);
        ActiveDefinition active =
            new ActiveDefinition(emitter, selection, decorator.decorate(emitter, channel));
        if (stored) {
          active.fingerprint(); // which takes its time, so not first on the loop
        }
        opened.add(active);
      }
    } catch (Throwable e) { // such as a class that a channel lacks
      channels.forEach(ChannelOpener::close);
      throw new EmitterException("a channel cannot be opened: " + e, e);
    }
    return opened;
  }

  /** Closes the channel of what is not put to work after all. */
  static void discard(ActiveDefinition opened) {
    close(opened.channel());
  }

  private static void close(Channel channel) {
    try {
      channel.close(Duration.ZERO);
    } catch (Throwable e) { // the others must be closed, too
      LOG.warn("a channel failed while closing", e);
    }
  }

  private ChannelContext context(ResolvedEmitter emitter, @Nullable Path folders) {
    String id = emitter.id();
    ChannelContext context =
        emitter.context().withOwnEvents(ownEvents.ofChannel(emitter.definition()));
    return folders == null
        ? context
        : context
            .withFolder(folders.resolve(id))
            .withSettled(position -> checkpoints.isSettled(id, position))
            .withPositions(checkpoints::position);
  }

  /**
   * Asks the channels that want it whether they could deliver now, before the first event.
   *
   * @param told is told what stands in the way
   */
  void check(List<ActiveDefinition> opened, BiConsumer<ActiveDefinition, String> told) {
    for (ActiveDefinition active : opened) {
      if (active.resolved().provider().checksFirst()) {
        check(active, told);
      }
    }
  }

  private static void check(ActiveDefinition active, BiConsumer<ActiveDefinition, String> told) {
    try {
      active
          .channel()
          .check()
          .whenComplete(
              (answer, failure) -> {
                String fault = failure == null ? answer.fault() : failure.toString();
                if (fault != null) {
                  told.accept(active, fault);
                }
              });
    } catch (Throwable e) { // a channel must not throw, and it does not matter here
      LOG.warn("emitter {}: its channel cannot be checked", active.definition().id(), e);
    }
  }
}
