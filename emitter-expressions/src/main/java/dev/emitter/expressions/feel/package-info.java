/**
 * The Friendly Enough Expression Language of DMN 1.5: parsed, compiled to closures and evaluated
 * within a budget.
 *
 * <p>{@link dev.emitter.expressions.feel.Feel} is the entry.
 */
@NullMarked
package dev.emitter.expressions.feel;

import org.jspecify.annotations.NullMarked;
