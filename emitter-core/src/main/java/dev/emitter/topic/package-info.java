/** Topics, subscriptions to them, and the catalogue that declares them. */
@NullMarked
package dev.emitter.topic;

import org.jspecify.annotations.NullMarked;
