/**
 * The CloudEvents SQL expression language, version 1.0: parsed, compiled to closures and evaluated
 * within a budget.
 *
 * <p>{@link dev.emitter.expressions.cesql.Cesql} is the entry. Where the specification leaves a
 * choice, or contradicts its conformance cases:
 *
 * <ul>
 *   <li>An evaluation stops at its first error (section 4.1). Operators and functions around it
 *       give the zero value of their type, so that no filter passes by negating an error.
 *   <li>All elements of a set are evaluated: their order makes no difference to {@code IN}.
 *   <li>{@code AND}, {@code OR} and {@code XOR} are of one precedence and apply from left to right
 *       (section 3.6); use brackets where they are mixed.
 *   <li>Arithmetic beyond 32 bits is a MathError, as {@code ABS} has it, and does not wrap around.
 *   <li>{@code NOT} refuses integers but 0 and 1, as the conformance cases want it.
 *   <li>Characters are code points, and attributes may be written in any case.
 * </ul>
 */
@NullMarked
package dev.emitter.expressions.cesql;

import org.jspecify.annotations.NullMarked;
