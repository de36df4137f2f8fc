/**
 * The Audit channel: what an emitter was given is stored, and downloaded by its owner alone. {@link
 * dev.emitter.audit.AuditLog} is where one begins.
 */
@NullMarked
package dev.emitter.audit;

import org.jspecify.annotations.NullMarked;
