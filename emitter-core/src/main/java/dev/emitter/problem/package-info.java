/** What is wrong with a configuration or an event, said so that a person can mend it. */
@NullMarked
package dev.emitter.problem;

import org.jspecify.annotations.NullMarked;
