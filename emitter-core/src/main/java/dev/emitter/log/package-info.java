/** The append-only sequence of events and the cursors on it; the log in memory. */
@NullMarked
package dev.emitter.log;

import org.jspecify.annotations.NullMarked;
