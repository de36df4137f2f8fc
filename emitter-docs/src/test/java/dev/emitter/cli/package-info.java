/** Reaches the commands, which are hidden, for the tests of the pages. */
@NullMarked
package dev.emitter.cli;

import org.jspecify.annotations.NullMarked;
