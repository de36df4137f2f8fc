package dev.emitter.webhook;

import dev.emitter.channel.ParameterValues;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of the CloudEvents webhook specification, section 4. Immutable.
 *
 * @param required whether the receiver must have agreed
 * @param origin who asks; null for the operator's
 * @param callback where it may agree later, or null
 */
record HandshakeSettings(boolean required, @Nullable String origin, @Nullable URI callback) {

  static HandshakeSettings of(ParameterValues given) {
    return new HandshakeSettings(
        given.requiredString(WebhookParameters.HANDSHAKE).equals(WebhookParameters.REQUIRED),
        given.string(WebhookParameters.ORIGIN),
        given.uri(WebhookParameters.CALLBACK));
  }
}
