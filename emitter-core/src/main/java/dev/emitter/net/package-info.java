/** Which addresses of the network may be reached on behalf of users. */
@NullMarked
package dev.emitter.net;

import org.jspecify.annotations.NullMarked;
