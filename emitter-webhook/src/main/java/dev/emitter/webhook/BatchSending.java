package dev.emitter.webhook;

import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.http.BatchLimit;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.UnansweredRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The sending of one batch: one request after the other, each with as many events as fit, until one
 * fails. Which event of a request is at fault that was refused for its contents is found by further
 * batches. Used by one thread after the other.
 */
final class BatchSending {

  private static final DeliveryResult NOT_SENT =
      DeliveryResult.retry("not sent, as one before it failed").uncounted();

  private final WebhookSettings settings;
  private final WebhookSender sender;
  private final ChannelShare share;
  private final BatchLimit limit;
  private final BatchState state;
  private final RequestGrouping grouping;

  BatchSending(
      WebhookSettings settings,
      WebhookRequests requests,
      WebhookSender sender,
      ChannelShare share,
      BatchLimit limit,
      List<Delivery> batch) {
    this.settings = settings;
    this.sender = sender;
    this.share = share;
    this.limit = limit;
    this.state = new BatchState(batch);
    boolean enveloped = settings.mode().isRendered() && settings.several();
    this.grouping =
        enveloped
            ? new EnvelopeGrouping(settings.limits().maxBytes(), requests, limit, state)
            : new ListGrouping(settings.several(), requests, limit, state);
  }

  /** Sends all of it; the stage completes with a result for each delivery. */
  CompletionStage<List<DeliveryResult>> start() {
    if (!share.hasMemory()) {
      return withoutMemory();
    }
    RequestGrouping.Group group = grouping.next();
    ChannelShare.Memory memory = group == null ? null : share.memory(group.size());
    if (group == null) {
      return done();
    }
    return memory == null
        ? withoutMemory()
        : memory.until(() -> send(group)).thenCompose(result -> goOn(group, result));
  }

  private CompletionStage<List<DeliveryResult>> withoutMemory() {
    return CompletableFuture.completedFuture(state.results(UnansweredRequest.WITHOUT_MEMORY));
  }

  private CompletionStage<DeliveryResult> send(RequestGrouping.Group group) {
    WebhookRequests.Unsigned unsigned = group.request();
    int events = group.members().size();
    OutgoingRequest request =
        settings
            .deliveryHeaders()
            .on(
                unsigned.request(),
                state.delivery(group.members().get(0)),
                settings.several() ? events : 0);
    return sender.send(
        new WebhookRequests.Unsigned(request, unsigned.messageId()),
        settings.answerTimeout().with(events));
  }

  /** Sends nothing, for a reason that holds for the first delivery. */
  CompletionStage<List<DeliveryResult>> refuse(DeliveryResult reason) {
    state.settle(0, reason);
    return done();
  }

  private CompletionStage<List<DeliveryResult>> goOn(
      RequestGrouping.Group group, DeliveryResult result) {
    if (result instanceof Rejected rejected && group.members().size() > 1) {
      if (OutcomeRules.isTooLarge(result)) {
        limit.refused(group.size());
        return start(); // with fewer events
      }
      settle(group.members(), rejected.ofBatch());
      return done();
    }
    if (result instanceof Delivered) {
      limit.taken(group.size());
    }
    settle(group.members(), result);
    boolean goesOn = result instanceof Delivered || result instanceof Rejected;
    return goesOn ? start() : done();
  }

  /** What was sent and received is kept with the first event alone: it is the same for all. */
  private void settle(List<Integer> members, DeliveryResult result) {
    DeliveryResult others = result.with(result.evidence().withExchange(null));
    state.settle(members.get(0), result);
    members.subList(1, members.size()).forEach(member -> state.settle(member, others));
  }

  /** Ends; deliveries that are open still are not made. */
  private CompletionStage<List<DeliveryResult>> done() {
    return CompletableFuture.completedFuture(state.results(NOT_SENT));
  }
}
