/** CloudEvents made complete, valid and encoded once. */
@NullMarked
package dev.emitter.event;

import org.jspecify.annotations.NullMarked;
