package dev.emitter.webhook;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelShare;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Waiting;
import dev.emitter.event.Payload;
import dev.emitter.http.BatchLimit;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.UnansweredRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends events as HTTP requests. Thread-safe. */
final class WebhookChannel implements Channel, Waiting {

  private static final int MOST_IN_FLIGHT = 64;

  private final WebhookSettings settings;
  private final WebhookRequests requests;
  private final WebhookSender sender;
  private final Handshake handshake;
  private final ChannelShare share;
  private final BatchLimit limit;

  WebhookChannel(
      WebhookSettings settings,
      WebhookRequests requests,
      WebhookSender sender,
      Handshake handshake,
      ChannelShare share) {
    this.settings = settings;
    this.requests = requests;
    this.sender = sender;
    this.handshake = handshake;
    this.share = share;
    this.limit = new BatchLimit(settings.limits().maxBytes());
  }

  @Override
  public ChannelTraits traits() {
    return ChannelTraits.of(settings.batch())
        .withMaxInFlight(MOST_IN_FLIGHT)
        .withLinger(settings.batchWait());
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    BatchSending sending = new BatchSending(settings, requests, sender, share, limit, batch);
    return handshake
        .ready()
        .handle(
            (fault, failure) -> {
              if (failure != null) {
                return sending.refuse(UnansweredRequest.result(failure, Duration.ZERO));
              }
              return fault == null ? sending.start() : sending.refuse(DeliveryResult.retry(fault));
            })
        .thenCompose(stage -> stage);
  }

  @Override
  public @Nullable String waitsFor() {
    return sender.waitsFor();
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

  private static CheckResult fault(Throwable failure) {
    return CheckResult.failing(UnansweredRequest.result(failure, Duration.ZERO).reason());
  }

  @Override
  public void close(Duration grace) {
    sender.close();
  }
}
