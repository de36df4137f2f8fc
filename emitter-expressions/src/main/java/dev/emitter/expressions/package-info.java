/**
 * Expressions over event data: what a filter dialect is built from. Knows nothing about emitters.
 *
 * <p>The languages share these types and no parser: source, tokens and depth are alike in both, but
 * could be shared only as public types, which this module cannot hide, as it has no descriptor.
 */
@NullMarked
package dev.emitter.expressions;

import org.jspecify.annotations.NullMarked;
