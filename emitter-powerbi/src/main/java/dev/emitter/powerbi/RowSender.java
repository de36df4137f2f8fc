package dev.emitter.powerbi;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Payload;
import dev.emitter.http.RetryAfter;
import dev.emitter.http.UnansweredRequest;
import dev.emitter.mapping.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to the table by one request, within the quota of the dataset, and tells what the answer
 * means ("Push Datasets - Datasets PostRowsInGroup", "Troubleshoot the REST API"). Thread-safe.
 */
final class RowSender {

  private static final byte[] OPEN = "{\"rows\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = "]}".getBytes(StandardCharsets.US_ASCII);

  /** How many bytes a request has around its rows. */
  static final int AROUND = OPEN.length + CLOSE.length;

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final PowerBiSettings settings;
  private final PowerBiClient client;
  private final DatasetQuota quota;
  private final Clock clock;

  RowSender(PowerBiSettings settings, PowerBiClient client, DatasetQuota quota, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.quota = quota;
    this.clock = clock;
  }

  /**
   * Sends rows, or the first of them if the hour has no room for more, once the owner has room for
   * a request. The stage completes with what became of them, never exceptionally.
   */
  CompletionStage<PostOutcome> send(List<Row> rows) {
    return client
        .admit(settings.address().rows(), () -> sendNow(rows))
        .exceptionally(
            closed -> new PostOutcome.Later(UnansweredRequest.result(closed, Duration.ZERO)));
  }

  private CompletionStage<PostOutcome> sendNow(List<Row> rows) {
    QuotaDecision turn = quota.ask(rows.size(), settings.allowance(), clock.instant());
    if (turn instanceof QuotaDecision.Denied denied) {
      return CompletableFuture.completedStage(later(denied));
    }
    QuotaDecision.Granted granted = (QuotaDecision.Granted) turn;
    long began = System.nanoTime();
    return client
        .post(settings.address().rows(), body(rows.subList(0, granted.rows())))
        .handle(
            (answer, failure) ->
                answer == null
                    ? unanswered(granted, failure, Duration.ofNanos(System.nanoTime() - began))
                    : outcome(granted, answer));
  }

  /** A limit ends by itself, so it counts towards nothing. */
  private static PostOutcome later(QuotaDecision.Denied denied) {
    return new PostOutcome.Later(
        DeliveryResult.retry(denied.reason()).after(denied.delay()).uncounted());
  }

  private static Payload body(List<Row> rows) {
    byte[][] parts = new byte[2 * rows.size() + 1][];
    for (int i = 0; i < rows.size(); i++) {
      parts[2 * i] = i == 0 ? OPEN : COMMA;
      parts[2 * i + 1] = rows.get(i).json();
    }
    parts[2 * rows.size()] = CLOSE;
    return Payload.of(parts);
  }

  /** The rows may be there all the same. */
  private PostOutcome unanswered(
      QuotaDecision.Granted turn, @Nullable Throwable failure, Duration took) {
    quota.end(turn, true, 1, clock.instant());
    return new PostOutcome.Later(UnansweredRequest.result(asThrowable(failure), took));
  }

  private PostOutcome outcome(QuotaDecision.Granted turn, ServiceAnswer answer) {
    boolean mayBeStored = answer.isGood() || answer.status() >= 500;
    quota.end(turn, mayBeStored, answer.requests(), clock.instant());
    return answer.isGood()
        ? new PostOutcome.Stored(turn.rows(), answer.evidence())
        : refused(turn.rows(), answer);
  }

  private static Throwable asThrowable(@Nullable Throwable failure) {
    return failure == null ? new IllegalStateException("neither answer nor failure") : failure;
  }

  private PostOutcome refused(int rows, ServiceAnswer answer) {
    ServiceError error = answer.error();
    return switch (answer.status()) {
      case 400 ->
          new PostOutcome.Refused(
              rows, "the service answered 400 to this row" + error, false, answer.evidence());
      case 413 ->
          new PostOutcome.Refused(
              rows,
              "the service answered 413 to this row: it is too large",
              true,
              answer.evidence());
      case 429 -> paused(answer, error);
      default -> {
        String reason = AnswerReasons.reason(answer.status(), error, settings.address());
        Duration after =
            RetryAfter.of(answer.answer().header(RetryAfter.NAME), clock.instant(), LONGEST_WAIT);
        yield new PostOutcome.Later(
            DeliveryResult.retry(reason).after(after).with(answer.evidence()));
      }
    };
  }

  private PostOutcome paused(ServiceAnswer answer, ServiceError error) {
    Duration pause = answer.pause(clock.instant());
    quota.pause(pause, clock.instant());
    String reason =
        "the service answered 429"
            + error
            + ". All emitters on this dataset wait for "
            + pause.toSeconds()
            + " s";
    return new PostOutcome.Later(
        DeliveryResult.retry(reason).after(pause).uncounted().with(answer.evidence()));
  }
}
