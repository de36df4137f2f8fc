/** Tells Micrometer how publishing and delivering go (requirement U4). */
@NullMarked
package dev.emitter.micrometer;

import org.jspecify.annotations.NullMarked;
