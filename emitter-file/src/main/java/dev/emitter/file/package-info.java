/** The File channel: one CloudEvent a line, in one file or in one a day. */
@NullMarked
package dev.emitter.file;

import org.jspecify.annotations.NullMarked;
