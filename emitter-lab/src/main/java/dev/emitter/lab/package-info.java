/** Crashes, simulated and repeatable, for what must survive them. */
@NullMarked
package dev.emitter.lab;

import org.jspecify.annotations.NullMarked;
