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
 * <p>Rows are made as they are needed, no more at a time than fit into a request: small events may
 * become large rows. Used by one thread after the other.
 */
final class RowSending {

  private static final DeliveryResult NOT_SENT =
      DeliveryResult.retry("not sent, as one before it could not be").uncounted();

  private final RowSender sender;
  private final RowMapping mapping;
  private final BatchLimit limit;
  private final KnownFault known;
  private final CutCount cuts;
  private final List<Delivery> batch;
  private final DeliveryResult[] results;

  /** The rows that come next, oldest first. */
  private final List<Ready> ready = new ArrayList<>();

  private long readyBytes;
  private int made; // up to here the batch has been looked at
  private int faulty; // so many of the rows that come next hold a faulty one, 0 if none is known to

  /** A row that may be sent, and where its event is in the batch. */
  private record Ready(Row row, int place) {

    int bytes() {
      return row.json().length + 1; // with a comma
    }
  }

  /**
   * Prepares the sending.
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
    this.mapping = mapping;
    this.limit = limit;
    this.known = known;
    this.cuts = cuts;
    this.batch = batch;
    this.results = new DeliveryResult[batch.size()];
  }

  /** Sends all; the stage completes with a result for each delivery. */
  CompletionStage<List<DeliveryResult>> start() {
    makeRows();
    faulty = ready.isEmpty() ? 0 : Math.min(ready.size(), known.take(first()));
    return sendNext();
  }

  private void makeRows() {
    while (made < batch.size() && readyBytes < PowerBiChannel.MOST_BYTES) {
      try {
        Ready one = new Ready(mapping.row(batch.get(made)), made);
        ready.add(one);
        readyBytes += one.bytes();
      } catch (UnfitRowException e) {
        results[made] = DeliveryResult.rejected(String.valueOf(e.getMessage()));
      }
      made++;
    }
  }

  private Delivery first() {
    return batch.get(ready.get(0).place());
  }

  private CompletionStage<List<DeliveryResult>> sendNext() {
    makeRows();
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(List.of(results));
    }
    List<Row> rows = ready.subList(0, count()).stream().map(Ready::row).toList();
    return sender.send(rows).thenCompose(this::goOn);
  }

  /** Returns how many rows go next: as many as may, but half of what holds a fault. */
  private int count() {
    int most = faulty > 0 ? Math.max(1, faulty / 2) : ready.size();
    int count = 1;
    long bytes = bytes(1);
    while (count < most && bytes + ready.get(count).bytes() <= limit.bytes()) {
      bytes += ready.get(count).bytes();
      count++;
    }
    return count;
  }

  private long bytes(int count) {
    return RowSender.AROUND + ready.subList(0, count).stream().mapToLong(Ready::bytes).sum();
  }

  private CompletionStage<List<DeliveryResult>> goOn(PostOutcome outcome) {
    if (outcome instanceof PostOutcome.Later later) {
      return stop(later.retry());
    }
    if (outcome instanceof PostOutcome.Stored stored) {
      store(stored);
    } else if (outcome instanceof PostOutcome.Refused refused) {
      refuse(refused);
    }
    return sendNext();
  }

  private void store(PostOutcome.Stored stored) {
    limit.taken(bytes(stored.rows()));
    for (Ready one : ready.subList(0, stored.rows())) {
      results[one.place()] =
          DeliveryResult.delivered().with(evidence(one.row(), stored.evidence()));
    }
    faulty = Math.max(0, faulty - stored.rows());
    drop(stored.rows());
  }

  /** Tells in place of the empty answer what was changed about the row. */
  private Evidence evidence(Row row, Evidence stored) {
    String changes = cuts.stored(row);
    return changes.isEmpty() ? stored : stored.withAnswer(changes);
  }

  private void refuse(PostOutcome.Refused refused) {
    if (refused.rows() == 1) {
      results[ready.get(0).place()] =
          DeliveryResult.rejected(refused.reason()).with(refused.evidence());
      faulty = 0; // what comes after it may be right
      drop(1);
    } else if (refused.tooLarge()) {
      limit.refused(bytes(refused.rows()));
    } else {
      faulty = refused.rows();
    }
  }

  private void drop(int count) {
    List<Ready> settled = ready.subList(0, count);
    readyBytes -= settled.stream().mapToLong(Ready::bytes).sum();
    settled.clear();
  }

  /** Ends with a reason for the next row, after which no other is sent now. */
  private CompletionStage<List<DeliveryResult>> stop(Retry retry) {
    known.keep(first(), faulty);
    int place = ready.get(0).place();
    results[place] = retry;
    Arrays.fill(results, place + 1, results.length, NOT_SENT);
    return CompletableFuture.completedFuture(List.of(results));
  }
}
