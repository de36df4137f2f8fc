package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code emitter powerbi create}: the dataset that the columns of a definition describe. */
@Tag("C5")
@Timeout(240)
final class PowerBiCreateTest {

  private static final String DATASETS = "/v1.0/myorg/groups/" + PowerBiService.GROUP + "/datasets";
  private static final String DATASET =
      """
      {"name": "Sales", "defaultMode": "Push", "tables": [{"name": "Orders", "columns": [
        {"name": "EventId", "dataType": "String"}, {"name": "Placed", "dataType": "DateTime"},
        {"name": "Paid", "dataType": "Boolean"}]}]}
      """;

  @TempDir Path folder = Path.of("");
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<JsonNode> created = new CopyOnWriteArrayList<>();
  private volatile String known = "[]";
  private volatile int status = 201;
  private volatile String answer = "{\"id\": \"d-new\", \"name\": \"Sales\"}";
  private PowerBiService service;

  @BeforeEach
  void listen() throws IOException {
    service = PowerBiService.start("t0ken-of-test", this::answer);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void answer(HttpExchange exchange, String path, String body) throws IOException {
    String method = exchange.getRequestMethod();
    if (!service.isKnown(exchange) || !path.equals(DATASETS)) {
      PowerBiService.reply(exchange, 404, "");
    } else if (method.equals("GET")) {
      PowerBiService.reply(exchange, 200, "{\"value\":" + known + "}");
    } else {
      requests.add(method + " " + exchange.getRequestURI().getQuery());
      created.add(RealEvents.JSON.readTree(body));
      PowerBiService.reply(exchange, status, answer);
    }
  }

  private Shell.Result create(String type, String... options) {
    Shell shell = new Shell(folder);
    Path identities = service.writeIdentities(shell, "identities.json", "hidden-1");
    Path file =
        shell.write(
            "orders.json",
            """
            {"type": "PowerBI", "topics": [["orders"]], "messages": ["OrderPlaced"], "identityRef": "bi",
             "parameters": {"id": "new", "schema": "Sales", "name": "Orders", "group": "%s",
              "endpoint": "%s", "columns": [
               {"name": "EventId", "type": "string", "lookup": "event.id"},
               {"name": "Placed", "type": "%s", "lookup": "event.time"},
               {"name": "Paid", "type": "bool", "lookup": "paid"}]}}
            """
                .formatted(PowerBiService.GROUP, service.uri(), type));
    List<String> args =
        new ArrayList<>(
            List.of("powerbi", "create", file.toString(), "--identities", identities.toString()));
    args.addAll(List.of(options));
    return shell.run(args.toArray(String[]::new));
  }

  @Test
  void printsWhatTheColumnsDescribeAndSendsNothing() throws Exception {
    Shell.Result result = create("Datetime");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(RealEvents.JSON.readTree(result.out())).isEqualTo(RealEvents.JSON.readTree(DATASET));
    assertThat(result.err())
        .contains(DATASETS + "?defaultRetentionPolicy=basicFIFO")
        .contains("Microsoft ends the creation of push datasets on 31 October 2027")
        .contains("fabric-eventstream")
        .doesNotContain("hidden-1");
    assertThat(requests).isEmpty();
  }

  @Test
  void createsItAndTellsItsId() throws Exception {
    Shell.Result result = create("Datetime", "--post", "--retention", "none");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("d-new" + System.lineSeparator());
    assertThat(requests).containsExactly("POST defaultRetentionPolicy=None");
    assertThat(created).containsExactly(RealEvents.JSON.readTree(DATASET));
    assertThat(result.err())
        .contains("write it as \"id\" into", "31 October 2027")
        .doesNotContain("hidden-1", "t0ken");
  }

  @ParameterizedTest
  @CsvSource({
    "basicFIFO, basicFIFO",
    "BASICFIFO, basicFIFO",
    "basic_fifo, basicFIFO",
    "None, None",
    "none, None"
  })
  void theRetentionPolicyIsSpelledAsTheServiceDoes(String given, String sent) {
    Shell.Result result = create("Datetime", "--retention", given);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).contains("?defaultRetentionPolicy=" + sent);
  }

  @Test
  void anotherRetentionPolicyIsRefusedWithThoseThereAre() {
    Shell.Result result = create("Datetime", "--retention", "fifo");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err())
        .contains("--retention", "'fifo' is no retention policy; give basicFIFO or None");
  }

  @Test
  void createsNoSecondOneOfThatName() {
    known = "[{\"id\": \"d-old\", \"name\": \"Sales\"}]";
    Shell.Result result = create("Datetime", "--post");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.err()).contains("there is a dataset \"Sales\" already; its id is d-old");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | {\"error\":{\"code\":\"Forbidden\"}} | the application must be a member",
        "400 | {\"error\":{\"code\":\"FeatureDeprecatedError\"}} | cannot be created any more; move to",
        "201 | {} | did not tell the id",
        "201 | no JSON | something else than JSON",
        "500 | {} | the service answered 500"
      })
  void saysWhyItWasNotCreated(int refused, String body, String why) {
    status = refused;
    answer = body;
    Shell.Result result = create("Datetime", "--post");
    assertThat(result.status()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("not created: ", why).doesNotContain("hidden-1", "t0ken");
  }

  @Test
  void refusesADefinitionThatIsWrongOrOfAnotherType() {
    Shell.Result wrong = create("Int32", "--post");
    assertThat(wrong.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(wrong.err()).contains("$.parameters.columns[1].type");
    Shell shell = new Shell(folder);
    Path file = shell.write("c.json", "{\"type\": \"Console\"}");
    Shell.Result other = shell.run("powerbi", "create", file.toString());
    assertThat(other.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(other.err()).contains("give one definition, of type PowerBI");
    assertThat(requests).isEmpty();
  }

  @Test
  void saysWhatHoldsAfterTheEnd() {
    assertThat(PowerBiCreateCommand.endOfLife(LocalDate.of(2027, 10, 31))).contains("ends");
    assertThat(PowerBiCreateCommand.endOfLife(LocalDate.of(2027, 11, 1))).contains("has ended");
  }
}
