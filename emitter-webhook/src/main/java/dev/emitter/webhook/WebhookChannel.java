package dev.emitter.webhook;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.channel.Evidence;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends events as HTTP requests (requirement C1). Thread-safe. */
final class WebhookChannel implements Channel {

  private static final int MOST_IN_FLIGHT = 64;

  private final WebhookSettings settings;
  private final WebhookRequests requests;
  private final WebhookSender sender;
  private final Handshake handshake;

  WebhookChannel(
      WebhookSettings settings,
      WebhookRequests requests,
      WebhookSender sender,
      Handshake handshake) {
    this.settings = settings;
    this.requests = requests;
    this.sender = sender;
    this.handshake = handshake;
  }

  @Override
  public ChannelTraits traits() {
    return new ChannelTraits(settings.batch(), MOST_IN_FLIGHT, false, settings.batchWait());
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    Results results = new Results(batch.size());
    return handshake
        .ready()
        .handle(
            (fault, failure) -> {
              if (failure != null) {
                return results.stop(0, sender.failed(failure, Duration.ZERO));
              }
              return fault == null
                  ? sendFrom(batch, 0, results)
                  : results.stop(0, DeliveryResult.retry(fault));
            })
        .thenCompose(stage -> stage);
  }

  /** The results of one call, filled in order. Used by one thread after the other. */
  private static final class Results {

    private final DeliveryResult[] all;
    private int aloneUntil;

    Results(int size) {
      this.all = new DeliveryResult[size];
    }

    void set(int from, int to, DeliveryResult result) {
      Arrays.fill(all, from, to, result);
    }

    /** Lets each delivery up to here have a request of its own, to find out which is refused. */
    void alone(int end) {
      aloneUntil = end;
    }

    boolean isAlone(int at) {
      return at < aloneUntil;
    }

    /** Ends with a result for one delivery, after which the others are not made. */
    CompletionStage<List<DeliveryResult>> stop(int at, DeliveryResult result) {
      all[at] = result;
      Arrays.fill(all, at + 1, all.length, NOT_SENT);
      return done();
    }

    CompletionStage<List<DeliveryResult>> done() {
      return CompletableFuture.completedFuture(List.of(all));
    }
  }

  private static final DeliveryResult NOT_SENT =
      new Retry("not sent, as one before it failed", null, false, Evidence.NONE);

  private CompletionStage<List<DeliveryResult>> sendFrom(
      List<Delivery> batch, int first, Results results) {
    int at = first;
    List<EncodedEvent> events = new ArrayList<>();
    long bytes = 2;
    while (at < batch.size()) {
      EncodedEvent event;
      try {
        event = requests.fitting(batch.get(at));
      } catch (WebhookRequests.UnsendableException e) {
        if (!events.isEmpty()) {
          break; // those before it go first
        }
        results.set(at, at + 1, DeliveryResult.rejected(String.valueOf(e.getMessage())));
        at++;
        continue;
      }
      long size = requests.size(event);
      if (!events.isEmpty() && bytes + size > settings.limits().maxBytes()) {
        break;
      }
      bytes += size;
      events.add(event);
      at++;
      if (!settings.mode().several() || results.isAlone(at - 1)) {
        break;
      }
    }
    return events.isEmpty() ? results.done() : send(batch, at - events.size(), events, results);
  }

  private CompletionStage<List<DeliveryResult>> send(
      List<Delivery> batch, int first, List<EncodedEvent> events, Results results) {
    int end = first + events.size();
    WebhookRequests.Unsigned request;
    try {
      request =
          settings.mode().several()
              ? requests.batch(events)
              : requests.single(batch.get(first), events.get(0));
    } catch (WebhookRequests.UnsendableException e) {
      results.set(first, end, DeliveryResult.rejected(String.valueOf(e.getMessage())));
      return sendFrom(batch, end, results);
    }
    return sender
        .send(request)
        .thenCompose(
            result -> {
              if (result instanceof Rejected && events.size() > 1) {
                results.alone(end);
                return sendFrom(batch, first, results);
              }
              results.set(first, end, result);
              boolean goesOn = result instanceof Delivered || result instanceof Rejected;
              return goesOn ? sendFrom(batch, end, results) : results.stop(end - 1, result);
            });
  }

  /** Asks the receiver for its options: any answer shows that it can be reached. */
  @Override
  public CompletionStage<CheckResult> check() {
    if (settings.handshake().required()) {
      return handshake
          .ready()
          .handle((fault, failure) -> failure == null ? result(fault) : fault(failure));
    }
    OutgoingRequest options =
        new OutgoingRequest("OPTIONS", settings.url(), List.of(), Payload.of());
    return sender
        .sendAsIs(options)
        .handle((answer, failure) -> failure == null ? CheckResult.OK : fault(failure));
  }

  private static CheckResult result(@Nullable String fault) {
    return fault == null ? CheckResult.OK : CheckResult.failing(fault);
  }

  private CheckResult fault(Throwable failure) {
    return sender.failed(failure, Duration.ZERO) instanceof Retry retry
        ? CheckResult.failing(retry.reason())
        : CheckResult.OK;
  }

  @Override
  public void close(Duration grace) {
    sender.close();
  }
}
