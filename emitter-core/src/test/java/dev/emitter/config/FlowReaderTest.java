package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowDefinition.Action;
import dev.emitter.definition.FlowStatus;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that declare flows. */
@Tag("R4")
final class FlowReaderTest {

  private static final String MAPPING =
      "'mapping': {'domain': 'Invoicing', 'service': 'Invoice system',"
          + " 'action': 'New invoice', 'version': 'v1.2.3'}";

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(FlowSchema.json());

  private final FlowReader reader = FlowReader.of(new Placeholders(Map.of("KEY", "k-4711")::get));

  private FlowReader.Declared read(String single) {
    String json = single.replace('\'', '"');
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    return reader.read("flows/invoices.json", "invoices", Readers.bytes(json));
  }

  private ConfigurationException refused(FlowReader by, String single) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            ConfigurationException.class,
            () -> by.read("invoices.json", "invoices", Readers.bytes(single.replace('\'', '"')))));
  }

  @Test
  void readsWhoRunsChainsAgainAndWithWhichHeaders() {
    FlowDefinition flow =
        read("{'owner': 'ann', "
                + MAPPING
                + ", 'resubmit': {'url': 'https://shop.example/resubmit',"
                + " 'headers': {'X-Api-Key': '${env:KEY}', 'X-Team': 'billing'}},"
                + " 'resume': {'url': 'HTTPS://shop.example/resume?a=b'},"
                + " 'statusId': {'Failed': 4}, 'userStatus': {'resume': 3}}")
            .flow();

    assertThat(flow.id()).isEqualTo("invoices");
    assertThat(flow.owner()).isEqualTo("ann");
    assertThat(flow.mapping())
        .isEqualTo(
            new FlowDefinition.Mapping("Invoicing", "New invoice", "Invoice system", "v1.2.3"));
    FlowDefinition.Address resubmit = Objects.requireNonNull(flow.address(Action.RESUBMIT));
    assertThat(resubmit.url()).hasToString("https://shop.example/resubmit");
    assertThat(resubmit.headers().keySet()).containsExactly("X-Api-Key", "X-Team");
    assertThat(Objects.requireNonNull(resubmit.headers().get("X-Api-Key")).reveal())
        .isEqualTo("k-4711");
    assertThat(resubmit.toString()).doesNotContain("k-4711");
    FlowDefinition.Address resume = Objects.requireNonNull(flow.address(Action.RESUME));
    assertThat(resume.headers()).isEmpty();
    assertThat(flow.statusId(FlowStatus.FAILED)).isEqualTo(4);
    assertThat(flow.statusId(FlowStatus.COMPLETED)).isEqualTo(2);
    assertThat(flow.userStatus(Action.RESUME)).isEqualTo(3);
    assertThat(flow.userStatus(Action.RESUBMIT)).isEqualTo(1);
  }

  @Test
  void takesAFlowThatCannotBeRunAgain() {
    FlowDefinition flow = read("{'id': 'a', " + MAPPING + "}").flow();
    assertThat(flow.id()).isEqualTo("a");
    assertThat(flow.address(Action.RESUME)).isNull();
    assertThat(flow.address(Action.RESUBMIT)).isNull();
  }

  @Test
  void dropsAHeaderThatStandsTwiceAndWarns() {
    FlowReader.Declared declared =
        read(
            "{"
                + MAPPING
                + ", 'resume': {'url': 'https://a.example',"
                + " 'headers': {'X-Key': 'one', 'x-key': 'two'}}}");
    assertThat(Objects.requireNonNull(declared.flow().address(Action.RESUME)).headers().keySet())
        .containsExactly("X-Key");
    assertThat(declared.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.path()).isEqualTo("$.resume.headers.x-key");
              assertThat(warning.message()).contains("left out");
            });
  }

  @Test
  void tellsAllFaultsAtOnceEachWithItsPath() {
    ConfigurationException refused =
        refused(
            reader,
            "{'mapping': {'domain': 'Invoicing', 'service': 1, 'action': 'a'},"
                + " 'resubmit': {'url': 'http://shop.example', 'headers': {'a b': 'x',"
                + " 'Host': 'x', 'X-A': ' x', 'X-B': '${env:NONE}'}},"
                + " 'resume': {'headers': {'X-A': 7}}, 'statusId': {'Done': 1}, 'retry': true}");
    assertThat(refused.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "$.mapping.service",
            "$.mapping.version",
            "$.resubmit.url",
            "$.resubmit.headers[\"a b\"]",
            "$.resubmit.headers.Host",
            "$.resubmit.headers.X-A",
            "$.resubmit.headers.X-B",
            "$.resume.url",
            "$.resume.headers.X-A",
            "$.statusId.Done",
            "$.retry");
    assertThat(refused.problems())
        .allSatisfy(problem -> assertThat(problem.location()).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example/, must begin with https://",
    "http://127.0.0.1:8080/, must begin with https://",
    "ftp://shop.example/, must begin with https://",
    "https:///path, names no host",
    "https://user:secret@shop.example/, must hold no user and password",
    "https://shop.example/#end, must have no fragment"
  })
  void refusesAddressesThatAreNotHttps(String url, String reason) {
    ConfigurationException refused =
        refused(reader, "{" + MAPPING + ", 'resume': {'url': '" + url + "'}}");
    assertThat(refused.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("$.resume.url");
              assertThat(problem.message()).contains(reason);
            });
    assertThat(refused.getMessage()).doesNotContain("secret@");
  }

  @Test
  void takesHttpOnThisMachineAloneAndOnlyIfAsked() {
    FlowReader trying = reader.allowingHttpOnLoopback();
    for (String host : new String[] {"127.0.0.1:80", "localhost", "[::1]:1"}) {
      String json = "{" + MAPPING + ", 'resume': {'url': 'http://" + host + "/'}}";
      assertThat(
              trying
                  .read("a.json", "a", Readers.bytes(json.replace('\'', '"')))
                  .flow()
                  .address(Action.RESUME))
          .isNotNull();
    }
    assertThat(refused(trying, "{" + MAPPING + ", 'resume': {'url': 'http://127.0.0.1.a.b/'}}"))
        .hasMessageContaining("must begin with https://");
  }

  @Test
  void readsAFolderAndTellsWhichFlowsTakeTheSameChains(@TempDir Path folder) throws IOException {
    String flow = ("{" + MAPPING + "}").replace('\'', '"');
    Files.writeString(folder.resolve("a.json"), flow);
    Files.writeString(folder.resolve(".hidden.json"), "none");
    assertThat(FlowFolder.read(folder, reader).flows())
        .extracting(FlowDefinition::id)
        .containsExactly("a");

    Files.writeString(
        folder.resolve("b.json"), flow.replace("{\"mapping", "{\"id\":\"a\",\"mapping"));
    Files.writeString(folder.resolve("c.json"), "{\"mapping\": 1}");
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> FlowFolder.read(folder, reader));
    assertThat(Objects.requireNonNull(refused).getMessage())
        .contains("3 faults", "b.json: $.id: is that of a.json, too", "b.json: $.mapping", "c.json")
        .contains("$.mapping: found a number");

    Files.writeString(folder.resolve("d.json"), flow.replace("v1.2.3", "v2"));
    FlowFolder.Usable usable = FlowFolder.readUsable(folder, reader);
    assertThat(usable.folder().flows()).extracting(FlowDefinition::id).containsExactly("d");
    assertThat(usable.faults()).hasSize(3);
    assertThat(
            catchThrowableOfType(
                ConfigurationException.class,
                () -> FlowFolder.read(folder.resolve("none"), reader)))
        .hasMessageContaining("name a folder of flows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{'mapping': {'domain': 'a', 'service': 'b', 'action': 'c'}}",
        "{'mapping': {'domain': 'a', 'service': 'b', 'action': 'c', 'version': ''}}",
        "{'mapping': {'domain': 'a', 'service': 'b', 'action': 'c', 'version': 'd'}, 'resume': {}}",
        "{'mapping': {'domain': 'a', 'service': 'b', 'action': 'c', 'version': 'd'},"
            + " 'resume': {'url': 'http://a.example'}}"
      })
  void refusesWhatItsSchemaRefuses(String single) {
    assertThat(SCHEMA.validate(single.replace('\'', '"'), InputFormat.JSON)).isNotEmpty();
    assertThat(refused(reader, single).problems()).isNotEmpty();
  }
}
