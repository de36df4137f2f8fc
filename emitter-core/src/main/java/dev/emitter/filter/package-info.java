/** What an emitter lets through: filter dialects over an event and its data. */
@NullMarked
package dev.emitter.filter;

import org.jspecify.annotations.NullMarked;
