package dev.emitter.config;

import static dev.emitter.channel.ParameterType.LIST;
import static dev.emitter.channel.ParameterType.SECRET;
import static dev.emitter.channel.ParameterType.STRING;
import static dev.emitter.channel.ParameterType.URI;

import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares the members of each type of identity once. */
final class IdentityMembers {

  static final Parameter TYPE =
      Parameter.choice(
              "type", "The type of the identity.", "basic", "bearer", "apiKey", "sas", "oauth2")
          .asRequired();

  static final Parameter USERS =
      Parameter.of(
              "users",
              LIST,
              "The owners whose emitters may use the identity; \"*\" for every user. If left out,"
                  + " system emitters only: a user's emitter could send the credentials anywhere.")
          .containing(
              Parameter.of("user", STRING, "An owner, as in the definition; or *.")
                  .between(1, DefinitionMembers.LONGEST_TEXT));

  /** The members by type, in the order of the reference page. */
  static final Map<String, List<Parameter>> BY_TYPE = new LinkedHashMap<>();

  static {
    BY_TYPE.put(
        "basic",
        List.of(
            TYPE,
            required("user", STRING, "The user."),
            required("password", SECRET, "Its password."),
            USERS));
    BY_TYPE.put("bearer", List.of(TYPE, required("token", SECRET, "The bearer token."), USERS));
    BY_TYPE.put(
        "apiKey",
        List.of(
            TYPE,
            required("header", STRING, "The name of the header that carries the key."),
            required("key", SECRET, "The key."),
            USERS));
    BY_TYPE.put(
        "sas",
        List.of(
            TYPE,
            required("keyName", STRING, "The name of a shared access policy of Event Hubs."),
            required("key", SECRET, "One of its keys, which signs tokens and is never sent."),
            USERS));
    BY_TYPE.put(
        "oauth2",
        List.of(
            TYPE,
            required("tokenUri", URI, "The token endpoint."),
            required("clientId", STRING, "The client."),
            required("clientSecret", SECRET, "Its secret."),
            Parameter.of("scopes", LIST, "The scopes to ask for.")
                .containing(Parameter.of("scope", STRING, "A scope.").between(1, 1_000)),
            USERS));
  }

  private IdentityMembers() {}

  private static Parameter required(String name, ParameterType type, String meaning) {
    Parameter declared = Parameter.of(name, type, meaning).asRequired();
    return type == STRING ? declared.between(1, 1_000) : declared;
  }
}
