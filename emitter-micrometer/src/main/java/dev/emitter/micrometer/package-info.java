/** Tells Micrometer how publishing and delivering go. */
@NullMarked
package dev.emitter.micrometer;

import org.jspecify.annotations.NullMarked;
