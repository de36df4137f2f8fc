/** The JSON that describes an emitter, as values: definitions, identities, secrets. */
@NullMarked
package dev.emitter.definition;

import org.jspecify.annotations.NullMarked;
