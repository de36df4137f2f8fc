/** The router and the lanes. Not part of the API. */
@NullMarked
package dev.emitter.engine;

import org.jspecify.annotations.NullMarked;
