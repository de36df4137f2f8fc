package dev.emitter.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ChannelContext;
import dev.emitter.config.ChannelTypes;
import dev.emitter.config.DefinitionReader;
import dev.emitter.config.Identities;
import dev.emitter.config.Placeholders;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.event.Json;
import dev.emitter.filter.FilterDialects;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of definitions, all at once, each at its path. */
@Tag("C5")
final class PowerBiChecksTest {

  private static final Identity APPLICATION =
      new Identity.OAuth2(
          URI.create("https://login.example/token"), "client", Secret.of("secret"), List.of());
  private static final Identity BEARER = new Identity.Bearer(Secret.of("some-token"));
  private static final String GROUP = "'group':'" + FakePowerBi.GROUP + "'";
  private static final String COLUMN = "{'name':'A','type':'String','lookup':'event.id'}";

  private static String json(String members, String columns, String around) {
    return ("{'id':'sales','type':'PowerBI','topics':[['orders']],'identityRef':'known',"
            + around
            + "'parameters':{'id':'d','schema':'Sales','name':'Orders',"
            + members
            + "'columns':["
            + columns
            + "]}}")
        .replace('\'', '"');
  }

  private static List<Problem> faults(
      String json, @Nullable Identity identity, @Nullable String owner) {
    Identities identities =
        identity == null
            ? Identities.none()
            : Identities.of(Map.of("known", identity)).withUsers("known", Set.of("*"));
    DefinitionReader reader =
        new DefinitionReader(
            ChannelTypes.of(List.of(new PowerBiChannelProvider())),
            FilterDialects.standard(),
            identities,
            new Placeholders(name -> null),
            Clock.systemUTC());
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      ChannelContext unused =
          (owner == null
                  ? reader.readSystem("e.json", "sales", bytes)
                  : reader.readUser("sales", owner, bytes))
              .context();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static List<String> paths(List<Problem> faults) {
    return faults.stream().map(Problem::path).toList();
  }

  @Test
  void takesWhatIsRight() {
    String columns = COLUMN + ",{'name':'B','type':'bool','lookup':'for i in [1] return i'}";
    String one = "'messages':['M'],";
    assertThat(faults(json(GROUP + ",", columns, one), APPLICATION, null)).isEmpty();
    assertThat(faults(json(GROUP + ",", columns, one), APPLICATION, "jane")).isEmpty();
    assertThat(faults(json("", columns, one), BEARER, null)).isEmpty();
    assertThat(faults(json("'endpoint':'https://api.powerbigov.us',", columns, one), BEARER, null))
        .isEmpty();
  }

  @Test
  void findsAllFaultsAtOnce() {
    String columns =
        "{'name':'A','type':'Int32','lookup':'event.id'},"
            + "{'name':'a','type':'String','lookup':'1 +'},"
            + "{'name':'C','type':'String'},"
            + "{'name':'D','type':'String','lookup':' '}";

    List<Problem> faults =
        faults(json("'tooLong':'shorten','batch':{'max':10001},", columns, ""), APPLICATION, null);

    assertThat(paths(faults))
        .containsExactlyInAnyOrder(
            "$.messages",
            "$.parameters.group",
            "$.parameters.tooLong",
            "$.parameters.batch.max",
            "$.parameters.columns[0].type",
            "$.parameters.columns[1].name",
            "$.parameters.columns[1].lookup",
            "$.parameters.columns[2].lookup",
            "$.parameters.columns[3].lookup");
    assertThat(faults)
        .anySatisfy(
            one -> assertThat(one.message()).contains("API is not accessible for application"))
        .anySatisfy(one -> assertThat(one.message()).contains("found \"Int32\"", "Int64, Double"));
  }

  @Test
  void refusesSeventySixColumnsAndFindsWhatElseIsWrongWithThem() throws IOException {
    ObjectNode definition =
        (ObjectNode) Json.MAPPER.readTree(json(GROUP + ",", COLUMN, "'messages':['M','N'],"));
    ArrayNode columns = (ArrayNode) definition.path("parameters").path("columns");
    for (int i = 1; i < 75; i++) {
      columns.addObject().put("name", "C" + i).put("type", "String").put("lookup", "event.id");
    }
    assertThat(paths(faults(definition.toString(), APPLICATION, null)))
        .containsExactly("$.messages");
    columns.addObject().put("name", "c1").put("type", "Int32").put("lookup", "((");

    assertThat(paths(faults(definition.toString(), APPLICATION, null)))
        .containsExactlyInAnyOrder(
            "$.messages",
            "$.parameters.columns",
            "$.parameters.columns[75].name",
            "$.parameters.columns[75].type",
            "$.parameters.columns[75].lookup");
  }

  @Test
  void letsOperatorsAloneSayWhereTheServiceIs() {
    String json =
        json(GROUP + ",'endpoint':'https://elsewhere.example',", COLUMN, "'messages':['M'],");
    assertThat(faults(json, APPLICATION, null)).isEmpty();
    assertThat(faults(json, APPLICATION, "jane"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path()).isEqualTo("$.parameters.endpoint");
              assertThat(one.message()).contains("only operators");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.powerbi.com", "ftp://api.powerbi.com", "https://user@api.powerbi.com",
        "https://api.powerbi.com?x=1", "https://api.powerbi.com#x", "https:///x",
        "http://localhost.example", "http://127.0.0.1.example"
      })
  void sendsNoTokenWhereItCouldBeOverheard(String endpoint) {
    String json = json("'endpoint':'" + endpoint + "',", COLUMN, "'messages':['M'],");
    assertThat(paths(faults(json, BEARER, null))).containsExactly("$.parameters.endpoint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Orders/2026 ! $.parameters.name",
        "a.b ! $.parameters.name",
        "a;b ! $.parameters.name",
        "100% ! $.parameters.name"
      })
  void refusesNamesThatNoTableHas(String name, String path) {
    String json = json("", COLUMN, "'messages':['M'],").replace("\"Orders\"", "\"" + name + "\"");
    assertThat(paths(faults(json, BEARER, null))).containsExactly(path);
  }

  @Test
  void wantsAnIdentityThatPowerBiTakes() {
    String json = json("'group':'sales',", COLUMN, "'messages':['M'],");
    Identity basic = new Identity.Basic("user", Secret.of("password"));
    assertThat(paths(faults(json, basic, null)))
        .containsExactlyInAnyOrder("$.identityRef", "$.parameters.group");
    String without = json.replace("\"identityRef\":\"known\",", "");
    assertThat(paths(faults(without, null, null)))
        .containsExactlyInAnyOrder("$.identityRef", "$.parameters.group");
  }
}
