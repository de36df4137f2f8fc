package dev.emitter.powerbi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.channel.CheckResult;
import dev.emitter.event.Json;
import dev.emitter.http.UnansweredRequest;
import dev.emitter.mapping.Column;
import dev.emitter.mapping.ColumnType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a definition with what the service tells of the dataset and its tables ("Datasets
 * GetDatasetsInGroup", "PushDatasets GetTablesInGroup"). Thread-safe.
 */
final class DatasetCheck {

  private final PowerBiSettings settings;
  private final PowerBiClient client;
  private final DatasetQuota quota;
  private final Clock clock;

  DatasetCheck(PowerBiSettings settings, PowerBiClient client, DatasetQuota quota, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.quota = quota;
    this.clock = clock;
  }

  /** Asks; the stage completes with the first thing that is wrong, never exceptionally. */
  CompletionStage<CheckResult> run() {
    Duration pause = quota.pause(clock.instant());
    if (!pause.isZero()) {
      return CompletableFuture.completedStage(
          CheckResult.failing(
              "the service has asked for a pause on this dataset, for "
                  + pause.toSeconds()
                  + " s more; check again then"));
    }
    return ask(settings.address().datasets(), this::dataset)
        .thenCompose(
            fault ->
                fault == null
                    ? ask(settings.address().tables(), this::table)
                    : CompletableFuture.completedStage(fault))
        .handle(DatasetCheck::result);
  }

  private static CheckResult result(@Nullable String fault, @Nullable Throwable failure) {
    if (failure != null) {
      return CheckResult.failing(UnansweredRequest.result(failure, Duration.ZERO).reason());
    }
    return fault == null ? CheckResult.OK : CheckResult.failing(fault);
  }

  /** Returns the fault that is found in the list of an answer, or that of the answer itself. */
  private CompletionStage<@Nullable String> ask(
      URI uri, Function<JsonNode, @Nullable String> judge) {
    return client.admit(uri, () -> client.get(uri)).thenApply(answer -> judge(answer, judge));
  }

  private @Nullable String judge(ServiceAnswer answer, Function<JsonNode, @Nullable String> judge) {
    if (answer.status() == 429) {
      quota.pause(answer.pause(clock.instant()), clock.instant());
    }
    if (!answer.isGood()) {
      return AnswerReasons.reason(answer.status(), answer.error(), settings.address());
    }
    byte[] body = answer.answer().head().getBytes(StandardCharsets.UTF_8);
    try {
      return judge.apply(Json.tree(body, 0, body.length).path("value"));
    } catch (IOException e) {
      return "the service answered something else than JSON, or more than can be read";
    }
  }

  private @Nullable String dataset(JsonNode datasets) {
    TableAddress address = settings.address();
    for (JsonNode one : datasets) {
      if (one.path("id").asText().equalsIgnoreCase(address.dataset())) {
        return dataset(one.path("name").asText(), one.path("addRowsAPIEnabled"));
      }
    }
    String where = address.group() == null ? "My workspace" : "workspace " + address.group();
    return "there is no dataset " + address.dataset() + " in " + where + "; check id and group";
  }

  private @Nullable String dataset(String name, JsonNode takesRows) {
    if (!name.equals(settings.schema())) {
      return "dataset %s is named \"%s\", and schema says \"%s\"; check id and schema"
          .formatted(settings.address().dataset(), name, settings.schema());
    }
    return takesRows.isBoolean() && !takesRows.booleanValue()
        ? "dataset \"" + name + "\" is no push dataset: no rows can be added to it"
        : null;
  }

  private @Nullable String table(JsonNode tables) {
    String name = settings.address().table();
    List<String> others = new ArrayList<>();
    for (JsonNode one : tables) {
      if (one.path("name").asText().equals(name)) {
        return columns(one.path("columns"));
      }
      others.add("\"" + one.path("name").asText() + "\"");
    }
    return "dataset \"%s\" has no table \"%s\"; it has: %s"
        .formatted(settings.schema(), name, others.isEmpty() ? "none" : String.join(", ", others));
  }

  /** Compares the columns, where the service tells them. */
  private @Nullable String columns(JsonNode known) {
    if (known.isEmpty()) {
      return null;
    }
    List<String> faults = new ArrayList<>();
    for (Column column : settings.mapping().columns()) {
      String fault = column(column, known);
      if (fault != null) {
        faults.add(fault);
      }
    }
    return faults.isEmpty() ? null : settings.address() + " " + String.join("; ", faults);
  }

  private static @Nullable String column(Column column, JsonNode known) {
    for (JsonNode one : known) {
      String name = one.path("name").asText();
      if (name.toLowerCase(Locale.ROOT).equals(column.name().toLowerCase(Locale.ROOT))) {
        String type = one.path("dataType").asText();
        return type.isEmpty() || ColumnType.of(type) == column.type()
            ? null
            : "has column \"" + name + "\" of type " + type + ", not " + column.type();
      }
    }
    return "has no column \"" + column.name() + "\"";
  }
}
