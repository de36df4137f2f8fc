/**
 * What the Webhook channel costs beside the client it uses, and what bad receivers do to others.
 */
@NullMarked
package dev.emitter.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
