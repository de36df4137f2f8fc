/** What the Kafka channel costs beside Kafka's producer alone. */
@NullMarked
package dev.emitter.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
