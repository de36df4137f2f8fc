/** The PowerBI channel: events as rows of a push dataset. */
@NullMarked
package dev.emitter.powerbi;

import org.jspecify.annotations.NullMarked;
