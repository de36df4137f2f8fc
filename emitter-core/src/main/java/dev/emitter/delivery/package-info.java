/** What people see of delivery: states, counters, retry, parked events. */
@NullMarked
package dev.emitter.delivery;

import org.jspecify.annotations.NullMarked;
