package dev.emitter.engine;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.EventLog;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What all lanes of an engine share.
 *
 * @param log the log they read
 * @param time the time they go by
 * @param random gives the jitter of waits
 * @param listener is told what happens; never throws
 * @param workers runs lanes whose channel does not block
 * @param blocking runs lanes whose channel may block
 * @param closing closes the channel of a version of a definition that is done
 * @param ownEvents publishes what happens to emitters
 * @param notices tells the owners of emitters
 * @param delivering false if they deliver only what a person sends again
 */
record Surroundings(
    EventLog log,
    TimeSource time,
    RandomGenerator random,
    EmitterListener listener,
    Executor workers,
    Executor blocking,
    Consumer<Work> closing,
    OwnEvents ownEvents,
    Notices notices,
    boolean delivering) {}
