/** How an emitter carries events: the interfaces that a channel module implements. */
@NullMarked
package dev.emitter.channel;

import org.jspecify.annotations.NullMarked;
