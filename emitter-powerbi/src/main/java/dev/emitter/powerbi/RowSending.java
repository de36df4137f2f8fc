package dev.emitter.powerbi;

import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.channel.Evidence;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.BatchLimit;
import dev.emitter.http.UnansweredRequest;
import dev.emitter.mapping.Row;
import dev.emitter.mapping.RowMapping;
import dev.emitter.mapping.UnfitRowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The sending of one batch, in order: one request if all is well. The service refuses a request
 * with one faulty row as a whole and does not say which row it is. So all rows of a refused request
 * are answered for as refused together, and the next batches have half of them, until one row
 * stands alone: some log2(n) requests for each faulty row.
 *
 * <p>Rows are made as they are needed, no more at a time than fit into a request: small events may
 * become large rows. Used by one thread after the other.
 */
final class RowSending {

  private static final DeliveryResult NOT_SENT =
      DeliveryResult.retry("not sent, as one before it could not be").uncounted();

  private final RowSender sender;
  private final ChannelShare share;
  private final RowMapping mapping;
  private final BatchLimit limit;
  private final CutCount cuts;
  private final List<Delivery> batch;
  private final DeliveryResult[] results;

  /** The rows that come next, oldest first. */
  private final List<Ready> ready = new ArrayList<>();

  private long readyBytes;
  private int made; // up to here the batch has been looked at

  /** A row that may be sent, and where its event is in the batch. */
  private record Ready(Row row, int place) {

    int bytes() {
      return row.json().length + 1; // with a comma
    }
  }

  /** Prepares the sending. */
  RowSending(
      RowSender sender,
      ChannelShare share,
      RowMapping mapping,
      BatchLimit limit,
      CutCount cuts,
      List<Delivery> batch) {
    this.sender = sender;
    this.share = share;
    this.mapping = mapping;
    this.limit = limit;
    this.cuts = cuts;
    this.batch = batch;
    this.results = new DeliveryResult[batch.size()];
  }

  private void makeRows() {
    while (made < batch.size() && readyBytes < PowerBiChannel.MOST_BYTES) {
      try {
        Delivery delivery = batch.get(made);
        Row row = mapping.row(new FilterInput(delivery.topic(), delivery.event()));
        Ready one = new Ready(row, made);
        ready.add(one);
        readyBytes += one.bytes();
      } catch (UnfitRowException e) {
        results[made] = DeliveryResult.rejected(String.valueOf(e.getMessage()));
      }
      made++;
    }
  }

  /** Sends what is left; the stage completes with a result for each delivery. */
  CompletionStage<List<DeliveryResult>> send() {
    if (!share.hasMemory()) {
      return withoutMemory();
    }
    makeRows();
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(List.of(results));
    }
    List<Row> rows = ready.subList(0, count()).stream().map(Ready::row).toList();
    ChannelShare.Memory memory = share.memory(readyBytes);
    return memory == null
        ? withoutMemory()
        : memory.until(() -> sender.send(rows)).thenCompose(this::goOn);
  }

  private CompletionStage<List<DeliveryResult>> withoutMemory() {
    for (int i = 0; i < results.length; i++) {
      results[i] = results[i] == null ? UnansweredRequest.WITHOUT_MEMORY : results[i];
    }
    return CompletableFuture.completedFuture(List.of(results));
  }

  /** Returns how many rows go next: as many as may. */
  private int count() {
    int count = 1;
    long bytes = bytes(1);
    while (count < ready.size() && bytes + ready.get(count).bytes() <= limit.bytes()) {
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
      if (refused.rows() > 1 && !refused.tooLarge()) {
        return refuseTogether(refused);
      }
      refuse(refused);
    }
    return send();
  }

  private void store(PostOutcome.Stored stored) {
    limit.taken(bytes(stored.rows()));
    for (Ready one : ready.subList(0, stored.rows())) {
      results[one.place()] =
          DeliveryResult.delivered().with(evidence(one.row(), stored.evidence()));
    }
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
      drop(1);
    } else {
      limit.refused(bytes(refused.rows()));
    }
  }

  /** Ends: sending what comes after them would change the order. */
  private CompletionStage<List<DeliveryResult>> refuseTogether(PostOutcome.Refused refused) {
    int end = ready.get(refused.rows() - 1).place() + 1;
    for (Ready one : ready.subList(0, refused.rows())) {
      results[one.place()] =
          DeliveryResult.rejected(refused.reason()).ofBatch().with(refused.evidence());
    }
    Arrays.fill(results, end, results.length, NOT_SENT);
    return CompletableFuture.completedFuture(List.of(results));
  }

  private void drop(int count) {
    List<Ready> settled = ready.subList(0, count);
    readyBytes -= settled.stream().mapToLong(Ready::bytes).sum();
    settled.clear();
  }

  /** Ends with a reason for the next row, after which no other is sent now. */
  private CompletionStage<List<DeliveryResult>> stop(Retry retry) {
    int place = ready.get(0).place();
    results[place] = retry;
    Arrays.fill(results, place + 1, results.length, NOT_SENT);
    return CompletableFuture.completedFuture(List.of(results));
  }
}
