package dev.emitter.webhook;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.BatchLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The sending of one batch: one request after the other, each with as many events as fit, until one
 * fails. Used by one thread after the other.
 */
final class BatchSending {

  private static final DeliveryResult NOT_SENT =
      DeliveryResult.retry("not sent, as one before it failed").uncounted();
  private static final int BRACKETS = 2;

  private final WebhookSettings settings;
  private final WebhookRequests requests;
  private final WebhookSender sender;
  private final BatchLimit limit;
  private final List<Delivery> batch;
  private final DeliveryResult[] results;
  private int aloneUntil;

  BatchSending(
      WebhookSettings settings,
      WebhookRequests requests,
      WebhookSender sender,
      BatchLimit limit,
      List<Delivery> batch) {
    this.settings = settings;
    this.requests = requests;
    this.sender = sender;
    this.limit = limit;
    this.batch = batch;
    this.results = new DeliveryResult[batch.size()];
  }

  /** Sends all of it; the stage completes with a result for each delivery. */
  CompletionStage<List<DeliveryResult>> start() {
    return sendFrom(0);
  }

  /** Sends nothing, for a reason that holds for the first delivery. */
  CompletionStage<List<DeliveryResult>> refuse(DeliveryResult reason) {
    return stop(0, reason);
  }

  private CompletionStage<List<DeliveryResult>> sendFrom(int first) {
    int end = first;
    List<EncodedEvent> events = List.of();
    while (events.isEmpty() && end < batch.size()) {
      events = fittingFrom(end);
      end += Math.max(1, events.size());
    }
    return events.isEmpty() ? done() : send(end - events.size(), events);
  }

  /** Returns what one request takes from here on; nothing, if the first event cannot be sent. */
  private List<EncodedEvent> fittingFrom(int first) {
    List<EncodedEvent> events = new ArrayList<>();
    long bytes = BRACKETS;
    long most = limit.bytes();
    try {
      for (int at = first; at < batch.size() && takes(events, at); at++) {
        EncodedEvent event = requests.fitting(batch.get(at));
        bytes += requests.size(event);
        if (!events.isEmpty() && bytes > most) {
          break;
        }
        events.add(event);
      }
    } catch (WebhookRequests.UnsendableException e) {
      if (events.isEmpty()) { // otherwise those before it go first
        reject(first, first + 1, e);
      }
    }
    return events;
  }

  private boolean takes(List<EncodedEvent> events, int at) {
    return events.isEmpty() || (settings.mode().several() && at > aloneUntil);
  }

  private void reject(int from, int to, WebhookRequests.UnsendableException e) {
    Arrays.fill(results, from, to, DeliveryResult.rejected(String.valueOf(e.getMessage())));
  }

  private CompletionStage<List<DeliveryResult>> send(int first, List<EncodedEvent> events) {
    int end = first + events.size();
    WebhookRequests.Unsigned request;
    try {
      request =
          settings.mode().several()
              ? requests.batch(events)
              : requests.single(batch.get(first), events.get(0));
    } catch (WebhookRequests.UnsendableException e) {
      reject(first, end, e);
      return sendFrom(end);
    }
    long size = request.request().body().size();
    return sender.send(request).thenCompose(result -> goOn(first, end, size, result));
  }

  private CompletionStage<List<DeliveryResult>> goOn(
      int first, int end, long size, DeliveryResult result) {
    if (result instanceof Rejected && end - first > 1) {
      if (OutcomeRules.isTooLarge(result)) {
        limit.refused(size); // so that the next has fewer events
      } else {
        aloneUntil = end; // each has a request of its own, to find out which is refused
      }
      return sendFrom(first);
    }
    if (result instanceof Delivered) {
      limit.taken(size);
    }
    Arrays.fill(results, first, end, result);
    boolean goesOn = result instanceof Delivered || result instanceof Rejected;
    return goesOn ? sendFrom(end) : stop(end - 1, result);
  }

  /** Ends with a result for one delivery, after which the others are not made. */
  private CompletionStage<List<DeliveryResult>> stop(int at, DeliveryResult result) {
    results[at] = result;
    Arrays.fill(results, at + 1, results.length, NOT_SENT);
    return done();
  }

  private CompletionStage<List<DeliveryResult>> done() {
    return CompletableFuture.completedFuture(List.of(results));
  }
}
