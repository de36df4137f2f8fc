package dev.emitter.kafka;

import dev.emitter.definition.Identity;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/** Turns an identity into Kafka's settings. Reveals its secret. */
final class Credentials {

  private static final String LOGIN = "org.apache.kafka.common.security.";

  private Credentials() {}

  /**
   * Adds the settings of an identity over TLS.
   *
   * @throws dev.emitter.problem.EmitterException if its secret cannot be read
   */
  static void put(Identity identity, Mechanism mechanism, Map<String, Object> settings) {
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
    settings.put(SaslConfigs.SASL_MECHANISM, mechanism.saslName());
    if (identity instanceof Identity.Basic basic) {
      Jaas entry =
          Jaas.of(LOGIN + module(mechanism))
              .with("username", basic.user())
              .with("password", basic.password().reveal());
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, entry.toPassword());
    } else if (identity instanceof Identity.OAuth2 oauth) {
      put(oauth, settings);
    } else {
      throw new IllegalArgumentException("no SASL mechanism takes this identity");
    }
  }

  private static String module(Mechanism mechanism) {
    return mechanism == Mechanism.PLAIN ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
  }

  private static void put(Identity.OAuth2 oauth, Map<String, Object> settings) {
    Jaas entry =
        Jaas.of(LOGIN + "oauthbearer.OAuthBearerLoginModule")
            .with("clientId", oauth.clientId())
            .with("clientSecret", oauth.clientSecret().reveal());
    if (!oauth.scopes().isEmpty()) {
      entry.with("scope", String.join(" ", oauth.scopes()));
    }
    settings.put(SaslConfigs.SASL_JAAS_CONFIG, entry.toPassword());
    settings.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, oauth.tokenUri().toASCIIString());
    settings.put(
        SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
        LOGIN + "oauthbearer.OAuthBearerLoginCallbackHandler");
  }
}
