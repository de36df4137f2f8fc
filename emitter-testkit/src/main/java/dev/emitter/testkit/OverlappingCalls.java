package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opentest4j.TestAbortedException;

/** Calls of a channel that begin before those before them are answered. Used by one thread. */
final class OverlappingCalls {

  private final DeliveryBench bench;
  private final List<List<Delivery>> batches = new ArrayList<>();
  private final List<CompletionStage<List<DeliveryResult>>> answers = new ArrayList<>();
  private final AtomicBoolean firstAnswered = new AtomicBoolean();

  OverlappingCalls(DeliveryBench bench) {
    this.bench = bench;
  }

  /** Makes calls of so many deliveries each; a call is made once the one before has returned. */
  OverlappingCalls begin(int calls, int deliveries) {
    for (int i = 0; i < calls; i++) {
      begin(bench.next(deliveries));
    }
    return this;
  }

  private void begin(List<Delivery> batch) {
    CompletionStage<List<DeliveryResult>> answer = bench.begin(batch);
    batches.add(batch);
    answers.add(answer);
    if (answers.size() == 1) {
      answer.whenComplete((results, failure) -> firstAnswered.set(true));
    }
  }

  /**
   * Requires the first to be still without an answer. Else a channel may take what came after its
   * answer for a new beginning, and nothing is to be said against that.
   *
   * @throws TestAbortedException if it was answered
   */
  OverlappingCalls requireOverlap() {
    if (firstAnswered.get()) {
      throw new TestAbortedException(
          "no calls overlap: the first was answered before " + answers.size() + " had begun");
    }
    return this;
  }

  /** Returns what each was answered, in the order in which they began. */
  List<List<DeliveryResult>> results() {
    return answers.stream().map(bench::await).toList();
  }

  /** Returns the deliveries of all calls, in order, without the first so many. */
  List<Delivery> deliveriesAfter(int first) {
    return batches.stream().flatMap(List::stream).skip(first).toList();
  }
}
