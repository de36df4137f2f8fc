/** The Console channel: events on the standard streams, or in the application's log. */
@NullMarked
package dev.emitter.console;

import org.jspecify.annotations.NullMarked;
