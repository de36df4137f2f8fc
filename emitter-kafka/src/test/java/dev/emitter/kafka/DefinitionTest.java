package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which definitions are right, and what is said about the others (requirement D6). */
@Tag("C6")
@Tag("D6")
final class DefinitionTest {

  private static final Identity BASIC = new Identity.Basic("ann", Secret.of("secret"));
  private static final Identity OAUTH =
      new Identity.OAuth2(URI.create("https://id.example"), "c", Secret.of("secret"), List.of());

  private static void resolve(String parameters, @Nullable String owner, @Nullable Identity id) {
    try {
      ObjectNode json =
          (ObjectNode) new ObjectMapper().readTree("{" + parameters.replace('\'', '"') + "}");
      if (!json.has("brokers")) {
        json.put("brokers", "b.example:9092");
      }
      if (!json.has("topic")) {
        json.put("topic", "orders");
      }
      EmitterDefinition.Builder definition =
          EmitterDefinition.builder("orders", "Kafka").topic("orders").parameters(json);
      if (id != null) {
        definition.identityRef("id");
      }
      Bench.resolve(
          KafkaChannelProvider.forUsers(AddressGuard.publicOnly()),
          definition.owner(owner).build(),
          id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'brokers':'b'|$.parameters.brokers|\"b\" is not a host and a port",
        "'brokers':'b:1,,c:2'|$.parameters.brokers|\"\" is not a host and a port",
        "'brokers':'b:99999'|$.parameters.brokers|\"b:99999\"",
        "'topic':'a b'|$.parameters.topic|\"a b\" is not the name of a topic",
        "'mode':'avro'|$.parameters.mode|binary",
        "'mode':'mapped'|$.parameters.body|needs body, or envelope",
        "'body':{'a':'n'}|$.parameters.body|only where mode is",
        "'mode':'structured','envelope':'events'|$.parameters.envelope|only where mode is",
        "'mode':'mapped','body':'n','envelope':'events'|$.parameters.envelope|one of the two",
        "'mode':'rows'|$.parameters.columns|needs it",
        "'mode':'rows'|$.messages|exactly one is needed",
        "'columns':[{'name':'A','type':'String','lookup':'a'}]|$.parameters.columns|mode is",
        "'tooLong':'cut'|$.parameters.tooLong|mode is",
        "'mode':'mapped','body':{'a':['n +']}|$.parameters.body.a[0]|is not FEEL: line 1",
        "'keyExpression':'a +'|$.parameters.keyExpression|is not FEEL: line 1",
        "'keyExpression':'a','keyFrom':'partitionkey'|$.parameters.keyFrom|remove one",
        "'sasl':'PLAIN'|$.parameters.sasl|without an identity",
        "'preset':'event-hubs'|$.identityRef|Azure Event Hubs",
        "'tls':{'ca':'x'}|$.parameters.tls.ca|is no certificate",
        "'tls':{'key':'x'}|$.parameters.tls.certificate|missing",
        "'timeout':'9s','properties':{'request.timeout.ms':'10000'}"
            + "|$.parameters.timeout|at least 10005ms",
        "'properties':{'acks':'1'}|$.parameters.properties['acks']|is set by the channel",
        "'properties':{'bach.size':'1'}|$.parameters.properties['bach.size']|batch.size",
        "'properties':{'batch.size':'x'}|$.parameters.properties['batch.size']|refuses"
      })
  void namesWhatIsWrongInAnOperatorsDefinition(String parameters, String path, String why) {
    assertThatThrownBy(() -> resolve(parameters, null, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(why);
  }

  @Test
  void aFaultyParameterHidesNoneOfTheOthersAndLeadsToNothingUntrue() {
    String parameters =
        "'brokers':'b','topic':'a b','timeout':'soon','sasl':'NONE','preset':'event-hubs',"
            + "'tls':{'ca':'x','verify':'no'},'properties':{'acks':'1'}";
    assertThatThrownBy(() -> resolve(parameters, null, null))
        .hasMessageContainingAll(
            "$.parameters.brokers: ",
            "$.parameters.topic: ",
            "$.parameters.timeout: found",
            "$.parameters.sasl: found",
            "$.parameters.tls.ca: is no certificate",
            "$.parameters.tls.verify: found",
            "$.parameters.properties['acks']: ")
        .message()
        .doesNotContain("without an identity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sasl.jaas.config|x",
        "sasl.login.callback.handler.class|java.lang.Object",
        "sasl.client.callback.handler.class|java.lang.Object",
        "sasl.login.class|java.lang.Object",
        "sasl.kerberos.kinit.cmd|/bin/sh",
        "sasl.oauthbearer.jwks.endpoint.url|file:///etc/passwd",
        "ssl.keystore.location|/etc/passwd",
        "ssl.truststore.location|/etc/passwd",
        "ssl.engine.factory.class|java.lang.Object",
        "interceptor.classes|java.lang.Object",
        "metric.reporters|java.lang.Object",
        "partitioner.class|java.lang.Object",
        "key.serializer|java.lang.Object",
        "config.providers|file",
        "config.providers.file.class|org.apache.kafka.common.config.provider.FileConfigProvider",
        "client.dns.lookup|use_all_dns_ips",
        "security.protocol|PLAINTEXT",
        "security.providers|java.lang.Object",
        "client.id|other",
        "buffer.memory|1000000000",
        "reconnect.backoff.ms|0",
        "batch.size|999999999",
        "max.request.size|999999999"
      })
  void letsUsersTuneNothingButTheProducer(String property, String value) {
    String parameters = "'properties':{'" + property + "':'" + value + "'}";
    assertThatThrownBy(() -> resolve(parameters, "ann", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("$.parameters.properties['" + property + "']");
  }

  @Test
  void takesWhatIsRight() {
    assertThatCode(
            () -> {
              resolve("", null, null);
              resolve("'brokers':'a:1, [::1]:2,10.0.0.1:3'", null, null);
              resolve("'properties':{'batch.size':'65536'}", "ann", null);
              resolve("'properties':{'client.id':'shop','my.plugin.setting':'1'}", null, null);
              resolve("", "ann", BASIC);
              resolve("'sasl':'SCRAM-SHA-512'", null, BASIC);
              resolve("", null, OAUTH);
              resolve("'preset':'event-hubs'", null, BASIC);
              resolve("'preset':'event-hubs'", "ann", BASIC);
              resolve("'timeout':'10m'", null, null);
              resolve("'timeout':'30s'", "ann", null);
              resolve("'tls':{}", null, null);
            })
        .doesNotThrowAnyException();
  }

  @Test
  @Tag("D3")
  void refusesATimeoutOfAUserThatIsTooLong() {
    assertThatThrownBy(() -> resolve("'timeout':'31s'", "ann", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("$.parameters.timeout: found \"31s\"")
        .hasMessageContaining("from 1s to 30s in the emitter of a user");
  }

  @Test
  void refusesAnIdentityThatKafkaCannotUse() {
    Identity bearer = new Identity.Bearer(Secret.of("secret"));
    assertThatThrownBy(() -> resolve("", null, bearer)).hasMessageContaining("$.identityRef");
    assertThatThrownBy(() -> resolve("'sasl':'PLAIN'", null, OAUTH))
        .hasMessageContaining("$.identityRef")
        .hasMessageContaining("with PLAIN");
    assertThatThrownBy(() -> resolve("'sasl':'OAUTHBEARER'", null, BASIC))
        .hasMessageContaining("OAUTHBEARER takes OAuth 2");
  }
}
