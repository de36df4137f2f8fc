/** The Webhook channel: events as HTTP requests. */
@NullMarked
package dev.emitter.webhook;

import org.jspecify.annotations.NullMarked;
