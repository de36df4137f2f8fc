package dev.emitter.engine;

import dev.emitter.channel.ChannelDecorator;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.Notifier;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.delivery.Recipients;
import dev.emitter.delivery.TimeSource;
import dev.emitter.event.EventCompleter;
import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.topic.Catalogue;
import dev.emitter.topic.UserDirectory;
import java.net.URI;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is made from.
 *
 * @param execution runs what there is to do
 * @param log the log to read; the engine listens to it
 * @param time the time to go by
 * @param random gives the jitter of retries
 * @param listener is told what happens; never throws, see {@link SafeListener}
 * @param catalogue says who may receive what, or null for no restriction
 * @param users tells the rights of owners
 * @param source the source of the library's own events
 * @param completer completes the library's own events
 * @param notifier tells the owners of emitters, or null if nobody is to be told
 * @param recipients resolves those whom definitions name
 * @param decorator puts something around the channel of each emitter
 * @param ownerLimits how much each owner can take of what all share
 * @param delivering false if nothing is routed or delivered by itself
 */
public record EngineSettings(
    Execution execution,
    EventLog log,
    TimeSource time,
    RandomGenerator random,
    EmitterListener listener,
    @Nullable Catalogue catalogue,
    UserDirectory users,
    URI source,
    EventCompleter completer,
    @Nullable Notifier notifier,
    Recipients recipients,
    ChannelDecorator decorator,
    OwnerLimits ownerLimits,
    boolean delivering) {}
