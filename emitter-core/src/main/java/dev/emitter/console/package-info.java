/** The Console channel. */
@NullMarked
package dev.emitter.console;

import org.jspecify.annotations.NullMarked;
