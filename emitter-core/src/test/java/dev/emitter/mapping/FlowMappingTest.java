package dev.emitter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as flow traces: the entries that the import documents, and what is refused. */
@Tag("C8")
final class FlowMappingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PLENTY = 1 << 20;

  private static final String FLOW =
      """
      {
        "chainId": "chain", "time": "at", "started": "began",
        "step": {"id": "step", "name": "\\"Invoice\\"", "status": "state", "parentId": "parent"},
        "mappings": {"domain": "\\"Invoicing\\"", "action": "\\"New invoice\\"",
                     "service": "\\"Invoice system\\"", "version": "\\"v1.2.3\\""},
        "properties": {"milestone": "milestone", "eventText": "text",
                       "data": {"MyKey1": "one", "MyKey2": "two"}},
        "error": {"code": "error.code", "description": "error.text"},
        "azure": {"resourceId": "resource", "portalLink": "portal"}
      }
      """;

  /** The members that every event of these tests has. */
  private static final String EVENT =
      "'chain': 'edbd5ddb-b206-4437-8ac3-5401b148c8cb', 'at': '2019-07-23T08:55:04.05Z',"
          + " 'step': '8ecd1ea4-de94-4741-9c4a-a18477398299', 'state': 'Started'";

  private static final String MAPPINGS =
      "'Mappings':{'Domain':'Invoicing','Action':'New invoice','Service':'Invoice system',"
          + "'Version':'v1.2.3'}";

  private static FlowMapping mapping(String flow, FlowFormat format) throws Exception {
    Problems problems = new Problems();
    FlowMapping mapping = FlowMapping.compile(JSON.readTree(flow), "$.flow", format, problems);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(mapping);
  }

  private static List<String> faults(String flow) throws Exception {
    Problems problems = new Problems();
    FlowMapping mapping =
        FlowMapping.compile(JSON.readTree(flow), "$.flow", FlowFormat.V6, problems);
    assertThat(mapping == null).isEqualTo(!problems.list().isEmpty());
    return problems.list().stream().map(Problem::toString).toList();
  }

  private static JsonNode json(FlowMapping.Trace trace) throws Exception {
    assertThat(trace.rendering()).isInstanceOf(Rendering.Rendered.class);
    return JSON.readTree(((Rendering.Rendered) trace.rendering()).json().toByteArray());
  }

  private static JsonNode rendered(String members) throws Exception {
    FilterInput input = Inputs.of("{" + EVENT + members + "}");
    return json(mapping(FLOW, FlowFormat.V6).render(input, PLENTY));
  }

  private static String failure(String data) throws Exception {
    FlowMapping.Trace trace =
        mapping(FLOW, FlowFormat.V6).render(Inputs.of("{" + data + "}"), PLENTY);
    assertThat(trace.chainId()).isNull();
    return trace.rendering().toString();
  }

  private static JsonNode expected(String json) throws Exception {
    return JSON.readTree(json.replace('\'', '"'));
  }

  @Test
  void writesTheLeastThatAnEntryMayBe() throws Exception {
    String least =
        "{\"chainId\": \"chain\", \"time\": \"at\","
            + "\"step\": {\"id\": \"step\", \"name\": \"\\\"Invoice\\\"\", \"status\": \"state\"}}";
    FlowMapping.Trace trace =
        mapping(least, FlowFormat.V6).render(Inputs.of("{" + EVENT + "}"), PLENTY);
    assertThat(trace.chainId()).isEqualTo("edbd5ddb-b206-4437-8ac3-5401b148c8cb");
    assertThat(json(trace).toString())
        .isEqualTo(
            ("[{'Time':'2019-07-23 08:55:04.0500000 +00:00',"
                    + "'ChainId':'edbd5ddb-b206-4437-8ac3-5401b148c8cb',"
                    + "'Step':{'Id':'8ecd1ea4-de94-4741-9c4a-a18477398299','Name':'Invoice',"
                    + "'Status':'Started'}}]")
                .replace('\'', '"'));
  }

  @Test
  void writesTheDocumentedObjects() throws Exception {
    JsonNode entry =
        rendered(
                ", 'parent': 'p', 'milestone': 'LA-A-Reached', 'text': 'Line1-A', 'one': 'MyValue1',"
                    + " 'two': 'MyValue2', 'error': {'code': 123, 'text': 'there was a failure'},"
                    + " 'resource': '/subscriptions/s', 'portal': 'https://portal.azure.com/r'")
            .get(0);
    assertThat(entry.get("Step").get("ParentId").textValue()).isEqualTo("p");
    assertThat(entry.get("Mappings")).isEqualTo(expected("{" + MAPPINGS + "}").get("Mappings"));
    assertThat(entry.get("Properties"))
        .isEqualTo(
            expected(
                "{'Milestone':'LA-A-Reached','EventText':'Line1-A','Data':{'MyKey1':'MyValue1',"
                    + "'MyKey2':'MyValue2'}}"));
    assertThat(entry.get("Error"))
        .isEqualTo(expected("{'Code':'123','Description':'there was a failure'}"));
    assertThat(entry.get("Azure"))
        .isEqualTo(
            expected(
                "{'ResourceId':'/subscriptions/s','PortalLink':'https://portal.azure.com/r'}"));
  }

  @Test
  void leavesOutWhatAnEventLacks() throws Exception {
    JsonNode entry = rendered("").get(0);
    assertThat(entry.fieldNames())
        .toIterable()
        .containsExactly("Time", "ChainId", "Step", "Mappings");
  }

  @Test
  void putsTheStartOfTheSameStepBeforeIt() throws Exception {
    JsonNode entries = rendered(", 'began': '2019-07-23T10:55:00+02:00'");
    assertThat(entries).hasSize(1); // a step that starts now has not started before
    FilterInput input =
        Inputs.of(
            "{'chain': 'c', 'at': '2019-07-23T09:00:00Z', 'began': '2019-07-23T10:55:00+02:00',"
                + " 'step': 's', 'state': 'Completed', 'parent': 'p', 'one': 1.50, 'two': true}");
    JsonNode both = json(mapping(FLOW, FlowFormat.V6).render(input, PLENTY));
    assertThat(both)
        .isEqualTo(
            expected(
                "[{'Time':'2019-07-23 08:55:00.0000000 +00:00','ChainId':'c',"
                    + "'Step':{'Id':'s','Name':'Invoice','Status':'Started','ParentId':'p'},"
                    + MAPPINGS
                    + "},{'Time':'2019-07-23 09:00:00.0000000 +00:00','ChainId':'c',"
                    + "'Step':{'Id':'s','Name':'Invoice','Status':'Completed','ParentId':'p'},"
                    + MAPPINGS
                    + ",'Properties':{'Data':{'MyKey1':'1.5','MyKey2':'true'}}}]"));
  }

  @Test
  void writesTheOlderModelOnRequest() throws Exception {
    FilterInput input = Inputs.of("{" + EVENT + ", 'error': {'code': '1', 'text': 'broken'}}");
    JsonNode entry = json(mapping(FLOW, FlowFormat.V5).render(input, PLENTY)).get(0);
    assertThat(entry.get("Id").textValue()).isEqualTo("e1");
    assertThat(entry.get("Source").textValue()).isEqualTo("/shop");
    assertThat(entry.get("Error")).isEqualTo(expected("{'Code':'1','Message':'broken'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-02T03:04:05Z                  | 2026-01-02 03:04:05.0000000 +00:00",
        "2026-01-02T03:04:05.123456789+01:00   | 2026-01-02 02:04:05.1234567 +00:00",
        "2019-07-23 08:55:04.0500000 +00:00    | 2019-07-23 08:55:04.0500000 +00:00",
        "2019-07-23 08:55:04 +02:00            | 2019-07-23 06:55:04.0000000 +00:00",
      })
  void writesTimesInUtcWithSevenPlaces(String given, String written) throws Exception {
    String data = EVENT.replace("2019-07-23T08:55:04.05Z", given);
    JsonNode entry =
        json(mapping(FLOW, FlowFormat.V6).render(Inputs.of("{" + data + "}"), PLENTY)).get(0);
    assertThat(entry.get("Time").textValue()).isEqualTo(written);
  }

  @Test
  void saysWhichMemberKeepsAnEventFromBeingATrace() throws Exception {
    assertThat(failure(EVENT.replace("Started", "Done")))
        .startsWith("$.flow.step.status: gave something else than Started, Active");
    assertThat(failure(EVENT.replace("'chain'", "'other'")))
        .startsWith("$.flow.chainId: gave nothing");
    assertThat(failure(EVENT.replace("04.05Z", "04.05")))
        .startsWith("$.flow.time: gave no date and time with an offset");
    assertThat(failure(EVENT + ", 'one': {'a': 1}"))
        .startsWith("$.flow.properties.data.MyKey1: it gave a list, a context");
    assertThat(failure(EVENT + ", 'milestone': 'secret', 'two': [1]")).doesNotContain("secret");
  }

  @Test
  void refusesAnArrayThatIsTooLarge() throws Exception {
    String data = "{" + EVENT + ", 'one': '" + "x".repeat(300) + "'}";
    FlowMapping.Trace trace = mapping(FLOW, FlowFormat.V6).render(Inputs.of(data), 300);
    assertThat(trace.rendering()).isEqualTo(new Rendering.TooLarge(300));
  }

  @Test
  void findsAllFaultsOfADefinitionAtOnce() throws Exception {
    assertThat(
            faults(
                "{\"chainId\": \"a ==\", \"step\": {\"id\": 5, \"nam\": \"x\"}, \"mappings\": [],"
                    + " \"properties\": {\"data\": {\"Key\": 1, \"List\": \"[1]\"}}}"))
        .anyMatch(fault -> fault.startsWith("$.flow.chainId: is not FEEL"))
        .anyMatch(fault -> fault.startsWith("$.flow.step.id: a string is expected"))
        .anyMatch(fault -> fault.startsWith("$.flow.step.nam: is no member of a flow"))
        .anyMatch(fault -> fault.startsWith("$.flow.step.name: missing"))
        .anyMatch(fault -> fault.startsWith("$.flow.step.status: missing"))
        .anyMatch(fault -> fault.startsWith("$.flow.mappings: an object is expected"))
        .anyMatch(fault -> fault.startsWith("$.flow.properties.data.Key: a string is expected"))
        .anyMatch(fault -> fault.startsWith("$.flow.properties.data.List: always gives a list"))
        .hasSize(8);
    assertThat(faults("[]")).hasSize(1);
  }

  @Test
  void writesTextThatJsonHasToEscape() throws Exception {
    FilterInput input = Inputs.of("{" + EVENT + ", 'text': 'a\\\\n\\\\u2028'}");
    byte[] bytes =
        ((Rendering.Rendered) mapping(FLOW, FlowFormat.V6).render(input, PLENTY).rendering())
            .json()
            .toByteArray();
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\n");
  }

  /** As the page of flow traces shows it. */
  @Test
  void takesTheTraceOfOpenTelemetryAsChain() throws Exception {
    FlowMapping mapping =
        mapping(
            """
            {"chainId": "split(event.traceparent, \\"-\\")[2]",
             "step": {"id": "split(event.traceparent, \\"-\\")[3]", "name": "event.type",
                      "status": "\\"Completed\\""}}
            """,
            FlowFormat.V6);
    String trace = "0af7651916cd43dd8448eb211c80319c";
    FilterInput traced = Inputs.of("{}", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

    assertThat(mapping.chainId(traced)).isEqualTo(trace);
    JsonNode entry = json(mapping.render(traced, PLENTY)).get(0);
    assertThat(entry.get("ChainId").asText()).isEqualTo(trace);
    assertThat(entry.at("/Step/Id").asText()).isEqualTo("b7ad6b7169203331");
    assertThat(mapping.render(Inputs.of("{}"), PLENTY).rendering().toString())
        .contains("$.flow.chainId");
    assertThat(mapping.chainId(Inputs.of("{}"))).isNull();
  }
}
