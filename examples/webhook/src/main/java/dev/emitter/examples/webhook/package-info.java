/** Signed webhooks, and a receiver that knows nothing of this library and verifies them. */
@NullMarked
package dev.emitter.examples.webhook;

import org.jspecify.annotations.NullMarked;
