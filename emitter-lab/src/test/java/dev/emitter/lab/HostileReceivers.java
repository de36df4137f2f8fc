package dev.emitter.lab;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Receivers that behave badly, one channel type for each way. Immutable. */
final class HostileReceivers implements ChannelProvider {

  /** How receivers behave. */
  enum Kind {
    /** Fails each delivery. */
    DEAD,
    /** Never answers. */
    HANGING,
    /** Does not even return, on the thread that it is called on. */
    BLOCKING,
    /** Refuses each event, which is set aside. */
    REFUSING,
    /** Throws. */
    THROWING;

    /** Returns the channel type. */
    String type() {
      return "Hostile-" + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;

  HostileReceivers(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String type() {
    return kind.type();
  }

  @Override
  public String description() {
    return "A receiver that behaves badly.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    return new Connection(kind);
  }

  private static final class Connection implements Channel {

    private final Kind kind;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Connection(Kind kind) {
      this.kind = kind;
    }

    @Override
    public ChannelTraits traits() {
      return kind == Kind.BLOCKING ? ChannelTraits.blocking(4) : ChannelTraits.of(4);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return switch (kind) {
        case DEAD -> answer(batch, DeliveryResult.retry("dead"));
        case REFUSING -> answer(batch, DeliveryResult.rejected("unwanted"));
        case HANGING ->
            closed.thenApply(
                now -> Collections.nCopies(batch.size(), DeliveryResult.retry("closed")));
        case BLOCKING -> {
          closed.join();
          yield answer(batch, DeliveryResult.retry("closed"));
        }
        case THROWING -> throw new IllegalStateException("a fault of this channel");
      };
    }

    private static CompletionStage<List<DeliveryResult>> answer(
        List<Delivery> batch, DeliveryResult result) {
      return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), result));
    }

    @Override
    public void close(Duration grace) {
      closed.complete(null);
    }
  }
}
