package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.Ordering;
import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Calls a channel with batches, one after the other, on a thread that the engine's loop does not
 * wait for. What the channel has answered by the time it returns from the last one is told
 * together, a later answer by itself. Used once.
 */
final class ChannelCall implements Runnable {

  private static final Logger LOG = Loggers.of(ChannelCall.class);

  /** Is told, on the loop. */
  interface Caller {

    /** The channel has returned from the last batch that it was given. */
    void returned(ChannelCall call);

    /** The channel has answered a batch after it had returned. */
    void answeredLate(Batch batch);
  }

  private final List<Batch> batches = new ArrayList<>(1);
  private int together;
  private final Rights rights;
  private final TimeSource time;
  private final Executor loop;
  private final FaultReports faults;
  private final Caller caller;
  private volatile boolean cancelled;
  private boolean brokenOff;
  private int made;

  /**
   * Creates a call.
   *
   * @param loop runs what the caller is told
   */
  ChannelCall(Rights rights, TimeSource time, Executor loop, FaultReports faults, Caller caller) {
    this.rights = rights;
    this.time = time;
    this.loop = loop;
    this.faults = faults;
    this.caller = caller;
  }

  /** Adds a batch that may be under way together with those before it. */
  void add(Batch next) {
    batches.add(next);
    together = batches.size();
  }

  /** Adds a batch that goes only if all before it are delivered by then. */
  void addIfDelivered(Batch next) {
    batches.add(next);
  }

  /** Lets no further batch begin. Thread-safe. */
  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Returns the batches, in order. */
  List<Batch> batches() {
    return batches;
  }

  /** Returns how many of them the channel was given; for the loop, once it has returned. */
  int made() {
    return made;
  }

  /** Returns whether a fault of the library has ended it. */
  boolean isBrokenOff() {
    return brokenOff;
  }

  /** Returns whether the channel had answered all that it was given when it returned. */
  boolean isAnswered() {
    return batches.subList(0, made).stream().noneMatch(batch -> batch.results().isEmpty());
  }

  /** Runs nothing, as no thread can be had. */
  void giveUp() {
    loop.execute(() -> caller.returned(this));
  }

  @Override
  public void run() {
    try {
      makeAll();
    } catch (Throwable e) { // such as: no memory
      brokenOff = true;
      made--; // its answer counts no more
      String about = batches.get(made).active().definition().toString();
      faults.report(LOG, about, "its channel could not be called; it is tried again", e);
    } finally { // whatever happens, as the emitter waits for it
      loop.execute(() -> caller.returned(this));
    }
  }

  private void makeAll() {
    boolean goesOn = true;
    while (goesOn && made < batches.size() && !cancelled) {
      Batch batch = batches.get(made);
      made++;
      goesOn = make(batch, made < together);
    }
  }

  /**
   * Gives the channel a batch.
   *
   * @param together whether the next one may be under way together with it
   * @return whether the next one may go now
   */
  private boolean make(Batch batch, boolean together) {
    Answer answer = new Answer(batch);
    try {
      batch.begun(time.nanoTime());
      boolean any = batch.withhold(rights);
      if (batch.unknownFor() != null) {
        return false; // it goes once it can be told what may go
      }
      if (!any) {
        batch.answer(List.of(), null, batch.startedAt());
        return true; // the channel has nothing to do with it
      }
    } catch (Throwable e) { // the batch must be answered in any case
      batch.answer(null, e, batch.startedAt());
      return false;
    }
    try {
      CompletionStage<List<DeliveryResult>> stage = batch.active().channel().deliver(batch.given());
      if (stage == null) {
        answer.accept(null, null);
      } else {
        stage.whenComplete(answer);
      }
    } catch (Throwable e) { // a channel must not stop its emitter
      answer.accept(null, e);
    }
    if (!answer.isThere()) {
      return together;
    }
    boolean anyway = together && batch.active().settings().ordering() != Ordering.STRICT;
    return anyway || batch.isAllDelivered();
  }

  /** The answer to one batch, which comes before the channel returns, or later. */
  private final class Answer implements BiConsumer<@Nullable Object, @Nullable Throwable> {

    /** Stands for an answer that was not there when the channel returned. */
    private static final Came LATER = new Came(null, null, 0);

    private record Came(@Nullable Object results, @Nullable Throwable failure, long nanoTime) {}

    private final Batch batch;
    private final AtomicReference<@Nullable Came> answer = new AtomicReference<>();

    Answer(Batch batch) {
      this.batch = batch;
    }

    /** It has come; what comes after the first one counts for nothing. */
    @Override
    public void accept(@Nullable Object results, @Nullable Throwable failure) {
      Came came = new Came(results, failure, time.nanoTime());
      if (!answer.compareAndSet(null, came) && answer.compareAndSet(LATER, came)) {
        loop.execute(
            () -> {
              note(came);
              caller.answeredLate(batch);
            });
      }
    }

    /** Notes the answer if it is there by now. */
    boolean isThere() {
      if (answer.compareAndSet(null, LATER)) {
        return false;
      }
      note(Objects.requireNonNull(answer.get()));
      return true;
    }

    private void note(Came came) {
      batch.answer(came.results(), came.failure(), came.nanoTime());
    }
  }
}
