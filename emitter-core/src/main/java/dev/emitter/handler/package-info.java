/** The Handler channel: events carried to code of the application. */
@NullMarked
package dev.emitter.handler;

import org.jspecify.annotations.NullMarked;
