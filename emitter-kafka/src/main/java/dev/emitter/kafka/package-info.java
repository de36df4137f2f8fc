/** The Kafka channel: events as records of a topic. */
@NullMarked
package dev.emitter.kafka;

import org.jspecify.annotations.NullMarked;
