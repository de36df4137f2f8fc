/** Publishes CloudEvents on hierarchical topics to emitters that JSON files define. */
@NullMarked
package dev.emitter;

import org.jspecify.annotations.NullMarked;
