package dev.emitter.powerbi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.ChannelContext;
import dev.emitter.event.Json;
import dev.emitter.event.Payload;
import dev.emitter.http.UnansweredRequest;
import dev.emitter.mapping.Column;
import dev.emitter.problem.EmitterException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The push dataset that the columns of a definition describe, with its one table ("Push Datasets -
 * Datasets PostDatasetInGroup" of the Power BI REST API). Immutable and thread-safe.
 */
public final class PushDataset {

  /** The last day on which Microsoft lets push datasets be created. */
  public static final LocalDate CREATION_ENDS = LocalDate.of(2027, 10, 31);

  /** What becomes of rows when a table is full. */
  public enum Retention {
    /** The oldest go: the last 200,000 rows are kept. */
    BASIC_FIFO("basicFIFO"),
    /** New rows are refused beyond 5,000,000. */
    NONE("None");

    private final String word;

    Retention(String word) {
      this.word = word;
    }

    /** Returns how the service spells it. */
    public String word() {
      return word;
    }
  }

  private final ChannelContext context;
  private final PowerBiSettings settings;
  private final Retention retention;

  private PushDataset(ChannelContext context, Retention retention) {
    this.context = context;
    this.settings = PowerBiSettings.of(context);
    this.retention = retention;
  }

  /**
   * Returns the dataset of a definition of type PowerBI that was found right. Its parameter {@code
   * id} is not read: the service gives it.
   */
  public static PushDataset of(ChannelContext context, Retention retention) {
    return new PushDataset(context, retention);
  }

  /** Returns the dataset as the service takes it. */
  public ObjectNode json() {
    ObjectNode dataset = JsonNodeFactory.instance.objectNode();
    dataset.put("name", settings.schema()).put("defaultMode", "Push");
    ObjectNode table = dataset.putArray("tables").addObject();
    table.put("name", settings.address().table());
    ArrayNode columns = table.putArray("columns");
    for (Column column : settings.mapping().columns()) {
      columns.addObject().put("name", column.name()).put("dataType", column.type().word());
    }
    return dataset;
  }

  /** Returns where it is posted. */
  public URI address() {
    return URI.create(settings.address().datasets() + "?defaultRetentionPolicy=" + retention.word);
  }

  /**
   * Creates the dataset with the identity of the definition, unless there is one of that name. The
   * stage completes with its id, or fails with an {@link EmitterException} that says what to do.
   */
  public CompletionStage<String> create(PowerBiChannelProvider provider) {
    PowerBiClient client = provider.client(context);
    CompletableFuture<String> id = new CompletableFuture<>();
    CompletionStage<Void> unused =
        client
            .get(settings.address().datasets())
            .thenCompose(
                known -> {
                  requireNew(good(known));
                  return client.post(address(), body());
                })
            .thenApply(created -> good(created).path("id").asText())
            .handle(
                (found, failure) -> {
                  client.close();
                  if (failure == null && !found.isEmpty()) {
                    id.complete(found);
                  } else {
                    id.completeExceptionally(fault(failure));
                  }
                  return null;
                });
    return id;
  }

  private Payload body() {
    return Payload.of(json().toString().getBytes(StandardCharsets.UTF_8));
  }

  private void requireNew(JsonNode known) {
    for (JsonNode one : known.path("value")) {
      if (one.path("name").asText().equals(settings.schema())) {
        throw new EmitterException(
            "there is a dataset \"%s\" already; its id is %s. Write that as id, or give another schema"
                .formatted(settings.schema(), one.path("id").asText()));
      }
    }
  }

  private JsonNode good(ServiceAnswer answer) {
    if (!answer.isGood()) {
      String reason =
          answer.error().says("FeatureDeprecated")
              ? "the service answered "
                  + answer.status()
                  + answer.error()
                  + ". Datasets of this kind cannot be created any more; move to Fabric"
              : AnswerReasons.reason(answer.status(), answer.error(), settings.address());
      throw new EmitterException(reason);
    }
    byte[] body = answer.answer().head().getBytes(StandardCharsets.UTF_8);
    try {
      return Json.tree(body, 0, body.length);
    } catch (IOException e) {
      throw new EmitterException("the service answered something else than JSON", e);
    }
  }

  private static EmitterException fault(@Nullable Throwable failure) {
    if (failure == null) {
      return new EmitterException("the service did not tell the id of the new dataset");
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof EmitterException told
        ? told
        : new EmitterException(UnansweredRequest.result(failure, Duration.ZERO).reason(), failure);
  }
}
