package dev.emitter.powerbi;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.channel.Evidence;
import dev.emitter.http.BatchLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The sending of one batch, in order: one request if all is well. The service refuses a request
 * with one faulty row as a whole and does not say which row it is. So a refused request is halved:
 * its first half is sent, and if that is taken, the fault is in the second, of which the first half
 * is sent, and so on until one row stands alone. It is set aside with what the service says, and
 * all that is left goes into one request again: some log2(n) requests for each faulty row.
 *
 * <p>Of the rows that are left, those from {@link #next} to {@link #faultyEnd} hold a faulty one.
 * Used by one thread after the other.
 */
final class RowSending {

  private static final DeliveryResult NOT_SENT =
      DeliveryResult.retry("not sent, as one before it could not be").uncounted();

  private final RowSender sender;
  private final BatchLimit limit;
  private final KnownFault known;
  private final CutCount cuts;
  private final List<Delivery> batch;
  private final DeliveryResult[] results;
  private final List<Row> rows = new ArrayList<>(); // of the events that have one
  private final List<Integer> places = new ArrayList<>(); // where these are in the batch
  private int next;
  private int faultyEnd;

  /**
   * Prepares a batch.
   *
   * @param known what an earlier batch, which was not sent to its end, has found out
   */
  RowSending(
      RowSender sender,
      RowMapping mapping,
      BatchLimit limit,
      KnownFault known,
      CutCount cuts,
      List<Delivery> batch) {
    this.sender = sender;
    this.limit = limit;
    this.known = known;
    this.cuts = cuts;
    this.batch = batch;
    this.results = new DeliveryResult[batch.size()];
    for (int i = 0; i < batch.size(); i++) {
      prepare(i, mapping);
    }
    this.faultyEnd = rows.isEmpty() ? 0 : Math.min(rows.size(), known.take(first()));
  }

  private void prepare(int place, RowMapping mapping) {
    try {
      rows.add(mapping.row(batch.get(place)));
      places.add(place);
    } catch (UnfitRowException e) {
      results[place] = DeliveryResult.rejected(String.valueOf(e.getMessage()));
    }
  }

  private Delivery first() {
    return batch.get(places.get(next));
  }

  /** Sends all; the stage completes with a result for each delivery. */
  CompletionStage<List<DeliveryResult>> start() {
    if (next == rows.size()) {
      return CompletableFuture.completedFuture(List.of(results));
    }
    return sender.send(rows.subList(next, end())).thenCompose(this::goOn);
  }

  /** Returns where the next request ends: as far as may be, but half of what holds a fault. */
  private int end() {
    int faulty = faultyEnd - next;
    int most = faulty > 0 ? next + Math.max(1, faulty / 2) : rows.size();
    int end = next + 1;
    long bytes = bytes(next, end);
    while (end < most && bytes + rows.get(end).json().length + 1 <= limit.bytes()) {
      bytes += rows.get(end).json().length + 1;
      end++;
    }
    return end;
  }

  private long bytes(int from, int to) {
    long bytes = RowSender.around(to - from);
    for (int i = from; i < to; i++) {
      bytes += rows.get(i).json().length;
    }
    return bytes;
  }

  private CompletionStage<List<DeliveryResult>> goOn(Outcome outcome) {
    if (outcome instanceof Outcome.Later later) {
      return stop(later.retry());
    }
    if (outcome instanceof Outcome.Stored stored) {
      int end = next + stored.rows();
      limit.taken(bytes(next, end));
      for (int i = next; i < end; i++) {
        results[places.get(i)] =
            DeliveryResult.delivered().with(evidence(rows.get(i), stored.evidence()));
      }
      next = end;
    } else if (outcome instanceof Outcome.Refused refused) {
      refuse(next + refused.rows(), refused);
    }
    return start();
  }

  /** Tells in place of the empty answer what was changed about the row. */
  private Evidence evidence(Row row, Evidence stored) {
    String changes = cuts.stored(row);
    return changes.isEmpty() ? stored : stored.withAnswer(changes);
  }

  private void refuse(int end, Outcome.Refused refused) {
    if (end - next == 1) {
      results[places.get(next)] =
          DeliveryResult.rejected(refused.reason()).with(refused.evidence());
      next = end;
      faultyEnd = next; // what comes after it may be right
    } else if (refused.tooLarge()) {
      limit.refused(bytes(next, end));
    } else {
      faultyEnd = end;
    }
  }

  /** Ends with a reason for the next row, after which no other is sent now. */
  private CompletionStage<List<DeliveryResult>> stop(Retry retry) {
    known.keep(first(), faultyEnd - next);
    int place = places.get(next);
    results[place] = retry;
    Arrays.fill(results, place + 1, results.length, NOT_SENT);
    return CompletableFuture.completedFuture(List.of(results));
  }
}
