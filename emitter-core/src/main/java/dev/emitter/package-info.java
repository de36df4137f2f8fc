/**
 * Publishes CloudEvents on hierarchical topics to emitters that JSON files define.
 *
 * <p>Five types to begin with:
 *
 * <ul>
 *   <li>{@link dev.emitter.Emitters}: the library at work. An application has one, made by {@link
 *       dev.emitter.Emitters#builder()} and closed at the end.
 *   <li>{@link dev.emitter.EventPublisher}: all that publishing code needs to know.
 *   <li>{@link dev.emitter.topic.Topic}: where an event is published.
 *   <li>{@link dev.emitter.delivery.EmitterStatus}: how an emitter is doing.
 *   <li>{@link dev.emitter.channel.ChannelProvider}: how to add a destination of another kind.
 * </ul>
 */
@NullMarked
package dev.emitter;

import org.jspecify.annotations.NullMarked;
