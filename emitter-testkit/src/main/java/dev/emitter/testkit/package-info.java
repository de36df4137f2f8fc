/** Testing what is published and who gets it: emitters for tests, assertions, contracts. */
@NullMarked
package dev.emitter.testkit;

import org.jspecify.annotations.NullMarked;
