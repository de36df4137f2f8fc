/** Definitions, identities and catalogues out of JSON files and folders. */
@NullMarked
package dev.emitter.config;

import org.jspecify.annotations.NullMarked;
