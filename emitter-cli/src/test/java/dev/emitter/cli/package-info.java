/** Tests of the commands, most of them without a process. */
@NullMarked
package dev.emitter.cli;

import org.jspecify.annotations.NullMarked;
