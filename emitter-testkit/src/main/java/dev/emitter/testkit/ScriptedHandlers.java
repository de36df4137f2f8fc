package dev.emitter.testkit;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.CheckResult;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.handler.HandlerChannelProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Puts scripts before handlers: these are called for what the script lets through. Thread-safe. */
final class ScriptedHandlers implements ChannelDecorator {

  private final Stage stage;

  ScriptedHandlers(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Channel decorate(ResolvedEmitter emitter, Channel channel) {
    if (!(emitter.provider() instanceof HandlerChannelProvider)) {
      return channel;
    }
    ScriptedChannel script =
        stage.open(
            emitter.definition(),
            channel.traits(),
            (delivery, scripted) -> handle(channel, delivery),
            ScriptedHandlers::onItsOwn);
    return new ScriptedHandler(script, channel);
  }

  private static DeliveryResult handle(Channel handler, Delivery delivery) {
    return handler.deliver(List.of(delivery)).toCompletableFuture().join().get(0);
  }

  /** A handler may block: neither the test nor its clock may wait for it. */
  private static void onItsOwn(Runnable call) {
    Thread thread = new Thread(call, "emitter-test-handler");
    thread.setDaemon(true);
    thread.start();
  }

  /** One handler with a script before it. */
  private record ScriptedHandler(ScriptedChannel script, Channel handler) implements Channel {

    @Override
    public ChannelTraits traits() {
      return handler.traits();
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return script.deliver(batch);
    }

    @Override
    public CompletionStage<CheckResult> check() {
      return handler.check();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return handler.unwrap(type);
    }

    @Override
    public void close(Duration grace) {
      script.close(grace);
      handler.close(grace);
    }

    @Override
    public void removed() {
      handler.removed();
    }
  }
}
