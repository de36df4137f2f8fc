package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, within one time. Ends once, always.
 *
 * <p>A receiver may close an idle connection just as a request goes out on it, or what is left of
 * an earlier answer may come before the next (see {@link ResponseFraming}), and then nobody knows
 * whether the request was read. Deliveries are at least once anyway: the emitter would send the
 * same again after its back-off. So a request that went over a connection used before, and that the
 * connection's end left without any sign of an answer, is sent once more at once, over a connection
 * of its own. It shows nothing new to the receiver and saves the back-off. No other failure is
 * repeated here.
 */
final class Exchange {

  private final SharedClient shared;
  private final OutgoingRequest request;
  private final Endpoint endpoint;
  private final TransportSettings settings;
  private final Duration within;
  private final CompletableFuture<HttpAnswer> result;
  private final ChannelShare share;
  private final Countdown time;
  private final AtomicBoolean ended = new AtomicBoolean();
  // written by who starts it, then by the I/O thread for a second try; read by the timer, too
  private volatile Run run;
  private volatile Runnable over = () -> {};

  Exchange(
      SharedClient shared,
      OutgoingRequest request,
      Endpoint endpoint,
      TransportSettings settings,
      Duration within,
      ChannelShare share,
      ScheduledExecutorService timer,
      CompletableFuture<HttpAnswer> result) {
    this.shared = shared;
    this.request = request;
    this.endpoint = endpoint;
    this.settings = settings;
    this.within = within;
    this.result = result;
    this.share = share;
    this.time = new Countdown(timer, within, this::late);
    this.run = new Run(new Attempt(false, share, time));
  }

  /** Runs something once it has ended, before the stage of its answer completes. */
  void whenOver(Runnable action) {
    over = action;
  }

  /** Begins. The time runs from now. */
  void start() {
    time.goOn();
    if (settings.proxy() == null) {
      run.start();
    } else {
      run.attempt
          .lookUp(shared.targets(), Endpoint.name(endpoint.host()), () -> {})
          .whenComplete(this::vetted);
    }
  }

  /** Returns what it waits for that is of ours, for a person, or null. */
  @Nullable String waitsFor() {
    return run.attempt.waitsFor();
  }

  private void vetted(@Nullable Object addresses, @Nullable Throwable failure) {
    if (failure == null) {
      run.attempt.reached(Attempt.Step.WAITING);
      run.start();
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      fail(cause instanceof Exception e ? e : new IOException(cause));
    }
  }

  private void late() {
    HttpAnswer answer = run.reader.answer();
    if (answer != null) {
      end(answer, null);
    } else {
      TransportException late = Failures.late(endpoint, within, run.attempt.step());
      end(null, shared.isDead() ? Failures.clientEnded(endpoint, late) : late);
    }
  }

  private void fail(Exception cause) {
    end(
        null,
        shared.isDead()
            ? Failures.clientEnded(endpoint, cause)
            : Failures.of(endpoint, settings, run.attempt.step(), cause));
  }

  /** Ends without an answer, unless it has ended already. */
  void end(TransportException failure) {
    end(null, failure);
  }

  private void end(@Nullable HttpAnswer answer, @Nullable TransportException failure) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    time.cancel();
    run.cancel();
    over.run();
    if (failure != null) {
      result.completeExceptionally(failure);
    } else {
      result.complete(answer);
    }
  }

  /** One try to send it. */
  private final class Run implements AnswerReader.Listener, FutureCallback<HttpAnswer> {

    private final Attempt attempt;
    private final RequestProducer producer;
    private final AnswerReader reader;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable Future<HttpAnswer> running; // written once, read by who abandons

    Run(Attempt attempt) {
      this.attempt = attempt;
      this.producer = new RequestProducer(request, endpoint, attempt);
      boolean tunnelled = settings.proxy() != null && endpoint.secure();
      this.reader = new AnswerReader(attempt, settings.answerBytes(), tunnelled, this);
    }

    void start() {
      if (ended.get()) {
        return;
      }
      HttpClientContext context = HttpClientContext.create();
      attempt.bind(context);
      try {
        running = shared.client().execute(endpoint.host(), producer, reader, null, context, this);
      } catch (RuntimeException e) {
        failed(e);
      }
      if (ended.get()) {
        cancel();
      }
    }

    void cancel() {
      Future<HttpAnswer> exchange = running;
      if (exchange != null) {
        exchange.cancel(true);
      }
      attempt.abandon();
    }

    @Override
    public void whole() {
      if (reader.redirects() && !producer.sent()) {
        enough();
      }
    }

    @Override
    public void enough() {
      end(reader.answer(), null);
    }

    @Override
    public void released() {
      HttpAnswer answer = reader.answer();
      if (answer != null && done.compareAndSet(false, true)) {
        end(answer, null);
      }
    }

    @Override
    public void completed(HttpAnswer unused) {
      released();
    }

    @Override
    public void cancelled() {
      if (!ended.get()) { // each exchange that ends is cancelled; a fault is dear to make
        failed(new IOException("cancelled"));
      }
    }

    @Override
    public void failed(Exception cause) {
      if (ended.get() || !done.compareAndSet(false, true)) {
        return;
      }
      HttpAnswer answer = reader.answer();
      if (answer != null) {
        end(answer, null);
      } else if (attempt.mayHaveMetStaleConnection()
          && Failures.connectionEnded(attempt.step(), cause)) {
        run = new Run(new Attempt(true, share, time));
        run.start();
      } else {
        fail(cause);
      }
    }
  }
}
