/** The durable event log on the local disk, and the state that survives with it. */
@NullMarked
package dev.emitter.log.disk;

import org.jspecify.annotations.NullMarked;
