package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    Identity.Bearer bearer = (Identity.Bearer) Objects.requireNonNull(identities.find("c", null));
    assertThat(bearer.token().reveal()).isEqualTo("t0ken");
    assertThat(identities.toString() + identities.find("a", null) + identities.find("d", null))
        .contains("events", "ann")
        .doesNotContain("hunter2");
    assertThat(identities.find("e", null)).isNull();
  }

  @Test
  void areForSystemEmittersOnlyUnlessTheyNameUsers() {
    Identities identities =
        read(
            """
            {
              "ours": {"type": "bearer", "token": "t"},
              "ada": {"type": "bearer", "token": "t", "users": ["ada@shop.example"]},
              "none": {"type": "bearer", "token": "t", "users": []},
              "all": {"type": "bearer", "token": "t", "users": "*"},
              "any": {"type": "bearer", "token": "t", "users": ["bob", "*"]}
            }
            """);
    assertThat(identities.names(null)).containsExactly("ada", "all", "any", "none", "ours");
    assertThat(identities.names("ada@shop.example")).containsExactly("ada", "all", "any");
    assertThat(identities.names("eve")).containsExactly("all", "any");
    assertThat(identities.find("ours", "eve")).isNull();
    assertThat(identities.find("ada", "eve")).isNull();
    assertThat(identities.find("ada", "ada@shop.example")).isNotNull();
    assertThat(identities.find("all", "eve")).isNotNull();
    assertThat(identities.find("ours", null)).isNotNull();
  }

  @Test
  void thoseMadeInJavaAreForSystemEmittersOnlyUntilUsersAreNamed() {
    Identities made = Identities.of(Map.of("a", new Identity.Bearer(Secret.of("t"))));
    assertThat(made.find("a", "ada")).isNull();
    assertThat(made.withUsers("a", Set.of("ada")).names("ada")).containsExactly("a");
    assertThat(made.withUsers("a", Set.of("ada")).names("eve")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> made.withUsers("b", Set.of("ada")));
  }

  @Test
  void aUserWhoNamesAnIdentityOfOthersLearnsNothingOfIt() {
    Identities identities =
        read(
            """
            {
              "operator": {"type": "bearer", "token": "t"},
              "adas": {"type": "bearer", "token": "t", "users": ["ada"]},
              "eves": {"type": "bearer", "token": "t", "users": ["eve"]}
            }
            """);
    for (String name : new String[] {"operator", "adas", "nowhere"}) {
      assertThat(Readers.refusal(() -> hookOfEve(identities, name)))
          .contains("found \"" + name + "\", which is no identity; known are eves")
          .doesNotContain(name.equals("adas") ? "operator" : "adas");
    }
    assertThat(hookOfEve(identities, "eves").context().identity()).isNotNull();
  }

  private static ResolvedEmitter hookOfEve(Identities identities, String name) {
    String json =
        "{'type':'Hook','topics':[['orders']],'parameters':{'url':'https://eve.example'},"
            + "'identityRef':'"
            + name
            + "'}";
    return new DefinitionReader(
            FakeProvider.TYPES, Readers.FILTERS, identities, PLACEHOLDERS, Clock.systemUTC())
        .readUser("hook", "eve", bytes(json.replace('\'', '"')));
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
              identities.json:2:17: $.a.type: found "basik"; allowed: basic, bearer, apiKey, sas, oauth2 (did you mean "basic"?)
              identities.json:3:8: $.b.user: missing, but required; allowed: a string of 1 to 1,000 characters (The user.)
              identities.json:3:26: $.b.usr: unknown member; allowed are password, type, user, users (did you mean "user"?)
              identities.json:3:52: $.b.password: found a number; allowed: a string such as ${env:NAME} or ${file:PATH}
              identities.json:4:36: $.c.token: the environment variable "NO_TOKEN" is not set; set it
              identities.json:5:37: $.d.header: found "X Key"; allowed: the name of an HTTP header, such as X-Api-Key
              identities.json:5:53: $.d.key: found an empty string; allowed: a string such as ${env:NAME} or ${file:PATH}
              identities.json:6:39: $.e.tokenUri: found "ftp://id.example"; allowed: an https or http address
              identities.json:8:8: $.f: found a string; an object with a type is expected
              identities.json:9:8: $.g.type: missing, but required; allowed: basic, bearer, apiKey, sas, oauth2\
            """);
  }

  private static Identities read(String json) {
    return Identities.read("identities.json", bytes(json), PLACEHOLDERS);
  }
}
