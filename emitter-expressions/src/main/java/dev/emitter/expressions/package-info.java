/**
 * Expressions over event data: what a filter dialect is built from. Knows nothing about emitters.
 */
@NullMarked
package dev.emitter.expressions;

import org.jspecify.annotations.NullMarked;
