/** A channel with all that the page on writing one speaks of. */
@NullMarked
package dev.emitter.docs.sample;

import org.jspecify.annotations.NullMarked;
