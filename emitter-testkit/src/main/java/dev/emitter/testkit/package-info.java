/** Testing what is published and who gets it: recording channels, a manual clock, contracts. */
@NullMarked
package dev.emitter.testkit;

import org.jspecify.annotations.NullMarked;
