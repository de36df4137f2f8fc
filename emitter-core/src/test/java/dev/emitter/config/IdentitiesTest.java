package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.definition.Identity;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D5")
class IdentitiesTest {

  private static final Placeholders PLACEHOLDERS = new Placeholders(Map.of("TOKEN", "t0ken")::get);

  @Test
  void readsEveryTypeWithoutShowingSecrets() {
    Identities identities =
        read(
            """
            {
              "d": {"type": "basic", "user": "ann", "password": "hunter2"},
              "c": {"type": "bearer", "token": "${env:TOKEN}"},
              "b": {"type": "apiKey", "header": "X-Key", "key": "hunter2"},
              "a": {"type": "oauth2", "tokenUri": "https://id.example/token", "clientId": "shop",
                    "clientSecret": "hunter2", "scopes": ["events"]}
            }
            """);
    assertThat(identities.names()).containsExactly("a", "b", "c", "d");
    Identity.Bearer bearer = (Identity.Bearer) Objects.requireNonNull(identities.find("c"));
    assertThat(bearer.token().reveal()).isEqualTo("t0ken");
    assertThat(identities.toString() + identities.find("a") + identities.find("d"))
        .contains("events", "ann")
        .doesNotContain("hunter2");
    assertThat(identities.find("e")).isNull();
  }

  @Test
  @Tag("D6")
  void namesEveryFault() {
    assertThat(
            Readers.refusal(
                () ->
                    read(
                        """
                        {
                          "a": {"type": "basik"},
                          "b": {"type": "basic", "usr": "ann", "password": 5},
                          "c": {"type": "bearer", "token": "${env:NO_TOKEN}"},
                          "d": {"type": "apiKey", "header": "X Key", "key": ""},
                          "e": {"type": "oauth2", "tokenUri": "ftp://id.example", "clientId": "s",
                                "clientSecret": "x"},
                          "f": "basic",
                          "g": {}
                        }
                        """)))
        .isEqualTo(
            """
            identities.json has 10 faults:
              identities.json:2:17: $.a.type: found "basik"; allowed: basic, bearer, apiKey, oauth2 (did you mean "basic"?)
              identities.json:3:8: $.b.user: missing, but required; allowed: a string of 1 to 1,000 characters (The user.)
              identities.json:3:26: $.b.usr: unknown member; allowed are type, user, password (did you mean "user"?)
              identities.json:3:52: $.b.password: found a number; allowed: a string such as ${env:NAME} or ${file:PATH}
              identities.json:4:36: $.c.token: the environment variable "NO_TOKEN" is not set; set it
              identities.json:5:37: $.d.header: found "X Key"; allowed: the name of an HTTP header, such as X-Api-Key
              identities.json:5:53: $.d.key: found an empty string; allowed: a string such as ${env:NAME} or ${file:PATH}
              identities.json:6:39: $.e.tokenUri: found "ftp://id.example"; allowed: an https or http address
              identities.json:8:8: $.f: found a string; an object with a type is expected
              identities.json:9:8: $.g.type: missing, but required; allowed: basic, bearer, apiKey, oauth2""");
  }

  private static Identities read(String json) {
    return Identities.read("identities.json", bytes(json), PLACEHOLDERS);
  }
}
