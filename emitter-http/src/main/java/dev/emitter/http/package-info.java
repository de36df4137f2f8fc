/**
 * What channels over HTTP share: the client and its connections, the guard of addresses on the
 * wire, TLS, the credentials of identities, and what may be shown of an answer.
 *
 * <p>Internal: only channels of this library may use it, and it may change with any version.
 */
@NullMarked
package dev.emitter.http;

import org.jspecify.annotations.NullMarked;
