/** Events in a Kafka topic, with a broker of its own where there is none. */
@NullMarked
package dev.emitter.examples.kafka;

import org.jspecify.annotations.NullMarked;
