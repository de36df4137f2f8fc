/** The network: which addresses may be reached for users, and what was sent and received. */
@NullMarked
package dev.emitter.net;

import org.jspecify.annotations.NullMarked;
