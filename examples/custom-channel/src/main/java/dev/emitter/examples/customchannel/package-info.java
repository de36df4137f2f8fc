/** A channel of one's own, and an application that uses it. */
@NullMarked
package dev.emitter.examples.customchannel;

import org.jspecify.annotations.NullMarked;
