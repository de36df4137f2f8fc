/** Small applications that show the library at work. */
@NullMarked
package dev.emitter.examples.quickstart;

import org.jspecify.annotations.NullMarked;
