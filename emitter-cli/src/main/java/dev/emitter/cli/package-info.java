/**
 * The library at work from a shell: {@code emitter run}, {@code check}, {@code filter} and {@code
 * schema}.
 */
@NullMarked
package dev.emitter.cli;

import org.jspecify.annotations.NullMarked;
