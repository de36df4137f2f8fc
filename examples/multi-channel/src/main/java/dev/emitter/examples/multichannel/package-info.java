/** An application whose events go to a file, the console and a webhook, as JSON files say. */
@NullMarked
package dev.emitter.examples.multichannel;

import org.jspecify.annotations.NullMarked;
