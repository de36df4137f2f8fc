package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.emitter.channel.ChannelProvider;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broken definition is told with the place and what to do. */
@Tag("C1")
final class WebhookChecksTest {

  private static final String URL = "https://hooks.example/in";

  private static String faults(
      String url, String members, @Nullable Identity identity, @Nullable String owner) {
    ChannelProvider provider = new WebhookChannelProvider();
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> Posting.open(provider, url, members, identity, owner, Clock.systemUTC()).close());
    return thrown == null ? "" : thrown.problems().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://hooks.example/  | must begin with https:// or http://",
        "hooks.example/in      | allowed: an absolute URI",
        "https:///in           | names no host",
        "https://@/            | must hold no user and password",
        "https://h.example:0/  | names the port 0; a port is a number from 1 to 65535",
        "https://h.example:99999/ | names the port 99999; a port is a number from 1 to 65535",
        "https://h.example:99999999999/ | names the port 99999999999; a port is a number",
        "https://[::1]:65536/  | names the port 65536",
        "https://my_host:0/    | names the port 0",
        "https://h.example:x/  | names the port x",
        "https://:8080/        | names no host",
        "https://-a.example/   | names the host -a.example, which is none",
        "https://a..example/   | names the host a..example, which is none",
        "https://ü.example/    | names no host in ASCII; write xn--tda.example",
        "https://Bücher.example:8443/in | names no host in ASCII; write xn--bcher-kva.example",
        "https://straße.example/ | names no host in ASCII; write its xn-- form",
        "https://ｅxample.com/  | names no host in ASCII; write example.com",
        "https://１２７.0.0.1/    | names no host in ASCII; write 127.0.0.1",
        "https://a%41.example/ | which is none",
        "https://a:b@h.example | must hold no user and password: use identityRef",
        "https://h.example/#a  | must have no fragment (#..)",
        "https://h .example    | url"
      })
  void tellsWhatIsWrongWithTheAddress(String url, String message) {
    assertThat(faults(url, "", null, null)).contains("$.parameters.url").contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://my_service:8443/in",
        "http://_a.example:1/",
        "https://xn--bcher-kva.example/",
        "https://example.com./in",
        "https://example.com:/",
        "https://[::1]:65535/",
        "https://receiver/"
      })
  void takesHostsThatExist(String url) {
    assertThat(faults(url, "", null, null)).isEmpty();
  }

  @Test
  void tellsWhatIsWrongWithATokenEndpoint() {
    Identity oauth =
        new Identity.OAuth2(
            URI.create("https://login.example:0/token"), "c", Secret.of("secret"), List.of());

    assertThat(faults(URL, "", oauth, null))
        .contains("$.identityRef")
        .contains("tokenUri: names the port 0");
  }

  @Test
  void tellsOfEachFaultOfTheProxy() {
    for (String proxy : List.of("http://p:0", "http://p:99999", "https://p:1", "http://p", "p:1")) {
      assertThatThrownBy(() -> WebhookChannelProvider.builder().proxy(URI.create(proxy)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("proxy: ");
    }
  }

  private static List<Problem> warnings(String members, @Nullable Identity identity) {
    ChannelProvider provider = new WebhookChannelProvider();
    Problems problems = new Problems();
    provider.validate(
        Posting.context(provider, URL, members, identity, null, Clock.systemUTC()), problems);
    assertThat(problems.isEmpty()).isTrue();
    return problems.warnings();
  }

  @Test
  void warnsOfSecretsThatAreTooShortToBeTakenOut() {
    String signing = "'signing':{'scheme':'github','secrets':['abcde']}";

    assertThat(warnings(signing, null).toString())
        .contains("$.parameters.signing.secrets[0]")
        .contains("too short to be taken out")
        .contains("6 characters or more")
        .doesNotContain("abcde");
    assertThat(warnings("'headers':{'X-Api-Key':'k'}", null).toString())
        .contains("$.parameters.headers['X-Api-Key']");
    assertThat(warnings("", new Identity.Basic("u", Secret.of("p"))).toString())
        .contains("$.identityRef");
    assertThat(warnings(signing.replace("abcde", "abcdef"), null)).isEmpty();
    assertThat(warnings("'headers':{'X-Version':'1'}", null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'headers':{'a b':'x'}            | headers['a b']       | is no name of a header",
        "'headers':{'':'x'}               | headers['']          | is no name of a header",
        "'headers':{'Host':'x'}           | headers['Host']      | is set by the channel itself",
        "'headers':{'CE-id':'x'}          | headers['CE-id']     | is set by the channel itself",
        "'headers':{'webhook-id':'x'}     | headers['webhook-id']| is set by the channel itself",
        "'headers':{'Transfer-Encoding':'chunked'} | headers['Transfer-Encoding'] | is set by",
        "'headers':{'X-A':'a\\r\\nX-B: c'}  | headers['X-A']       | characters that no header may",
        "'headers':{'X-A':'ü'}            | headers['X-A']       | characters that no header may",
        "'headers':{'X-A':' a'}           | headers['X-A']       | begins or ends with a space",
        "'headers':{'X-A':'a','x-a':'b'}  | headers['x-a']       | is set twice",
        "'headerFrom':{'Host':'event.id'} | headerFrom['Host']   | is set by the channel itself",
        "'headerFrom':{'X-A':'event.('}   | headerFrom.X-A       | is not FEEL",
        "'headers':{'X-A':'a'},'headerFrom':{'x-a':'event.id'} | headerFrom['x-a'] | is set twice",
        "'mode':'batched','headerFrom':{'X-A':'event.id'} | headerFrom | several events has no one",
        "'mode':'records','headerFrom':{'X-A':'event.id'} | headerFrom | several events has no one",
        "'batch':{'max':5}                | batch                | mode is",
        "'mode':'batch'                   | mode                 | did you mean \"batched\"?",
        "'rateLimit':0                    | rateLimit            | must be at least 0.001 a second",
        "'rateLimit':0.0000000001         | rateLimit            | must be at least 0.001 a second",
        "'signing':{'secrets':['abc']}    | signing.secrets[0]   | must begin with whsec_",
        "'signing':{'secrets':['whsec_!']}| signing.secrets[0]   | not Base64",
        "'signing':{'secrets':['whsec_AAAA']}| signing.secrets[0] | 24 to 64 are needed",
        "'signing':{'scheme':'github','secrets':['a','b']}| signing.secrets | has room for one",
        "'signing':{'scheme':'github','secrets':['']}     | signing.secrets[0] | empty string",
        "'signing':{'scheme':'gitlab','secrets':['a']}    | signing.scheme  | gitlab",
        "'tls':{'ca':'nonsense'}          | tls                  | ca",
        "'tls':{'certificate':'nonsense'} | tls                  | key",
        "'handshake':'required'           | handshakeOrigin      | tells the receiver who asks",
        "'handshake':'required','handshakeOrigin':'a b' | handshakeOrigin | is no host name",
        "'handshakeCallback':'ftp://x/'   | handshakeCallback    | must begin with https://",
        "'timeout':'1ms'                  | timeout              | 10",
        "'unknown':1                      | unknown              | unknown"
      })
  void tellsWhatIsWrongWithTheParameters(String members, String path, String message) {
    assertThat(faults(URL, members, null, null)).contains("$.parameters." + path).contains(message);
  }

  @Test
  void letsOnlyOperatorsSwitchVerificationOff() {
    assertThat(faults(URL, "'tls':{'verify':false}", null, "ann"))
        .contains("$.parameters.tls.verify")
        .contains("only operators may set it to false");
    assertThat(faults(URL, "'tls':{'verify':false}", null, null)).isEmpty();
  }

  @Test
  void tellsOfIdentitiesThatCannotBeUsed() {
    Identity colon = new Identity.Basic("a:b", Secret.of("p"));
    Identity host = new Identity.ApiKey("Host", Secret.of("k"));
    Identity twice = new Identity.ApiKey("X-Key", Secret.of("k"));

    assertThat(faults(URL, "", colon, null)).contains("$.identityRef").contains("user: must have");
    assertThat(faults(URL, "", host, null))
        .contains("$.identityRef")
        .contains("set by the channel");
    assertThat(faults(URL, "'headers':{'x-key':'1'}", twice, null)).contains("is set twice");
    assertThat(faults(URL, "'headers':{'authorization':'1'}", colon, null)).contains("set twice");
  }

  @Test
  void tellsAllFaultsAtOnce() {
    String faults = faults("ftp://x", "'rateLimit':0,'headers':{'Host':'a'}", null, null);

    assertThat(faults).contains("url").contains("rateLimit").contains("headers['Host']");
  }

  @Test
  @Tag("D6")
  void aFaultyParameterHidesNoneOfTheOthers() {
    String members =
        "'timeout':'soon','mode':'batch','batch':{'max':5},'headers':{'Host':'a'},"
            + "'tls':{'verify':'no','ca':'nonsense'},'signing':{'secrets':['abc']},'rateLimit':0";
    assertThat(faults("ftp://x", members, null, "ann"))
        .contains(
            "$.parameters.url",
            "$.parameters.timeout",
            "$.parameters.mode",
            "$.parameters.headers['Host']",
            "$.parameters.tls.verify",
            "$.parameters.signing.secrets[0]",
            "$.parameters.rateLimit")
        .doesNotContain("has a meaning only where mode");
  }

  @Test
  void takesWhatIsRight() {
    String secret = "whsec_" + "A".repeat(32);
    assertThat(
            faults(
                URL,
                "'mode':'batched','batch':{'max':5,'wait':'1s'},'signing':{'secrets':['%s']},"
                        .formatted(secret)
                    + "'handshake':'required','handshakeOrigin':'shop.example','rateLimit':0.5",
                null,
                "ann"))
        .isEmpty();
  }

  @Test
  void neverShowsASecret() {
    assertThat(faults(URL, "'signing':{'secrets':['whsec_hunter2secret!']}", null, null))
        .isNotEmpty()
        .doesNotContain("hunter2");
  }
}
