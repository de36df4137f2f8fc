package dev.emitter.definition;

import java.net.URI;
import java.util.List;

/** Named credentials. Immutable; secrets are read at the last moment. */
public sealed interface Identity {

  /** A user and a password: HTTP basic, Kafka PLAIN. */
  record Basic(String user, Secret password) implements Identity {}

  /** A bearer token. */
  record Bearer(Secret token) implements Identity {}

  /** A key in a header of the given name. */
  record ApiKey(String header, Secret key) implements Identity {}

  /**
   * A shared access policy of Azure Service Bus or Event Hubs, whose key signs tokens.
   *
   * @param keyName the name of the policy
   * @param key one of its keys
   */
  record Sas(String keyName, Secret key) implements Identity {}

  /** OAuth 2 client credentials, exchanged for a token at the token endpoint. */
  record OAuth2(URI tokenUri, String clientId, Secret clientSecret, List<String> scopes)
      implements Identity {

    /** Creates an identity with a copy of the scopes. */
    public OAuth2 {
      scopes = List.copyOf(scopes);
    }
  }
}
