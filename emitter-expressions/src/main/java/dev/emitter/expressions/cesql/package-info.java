/**
 * The CloudEvents SQL expression language, version 1.0: parsed, compiled to closures and evaluated
 * within a budget.
 *
 * <p>{@link dev.emitter.expressions.cesql.Cesql} is the entry.
 */
@NullMarked
package dev.emitter.expressions.cesql;

import org.jspecify.annotations.NullMarked;
