/** What the channels of this module know of disks; used by them alone. */
@NullMarked
package dev.emitter.storage;

import org.jspecify.annotations.NullMarked;
