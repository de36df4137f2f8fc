/** Flow traces of an application: which steps of a chain began, went on and ended. */
@NullMarked
package dev.emitter.flow;

import org.jspecify.annotations.NullMarked;
