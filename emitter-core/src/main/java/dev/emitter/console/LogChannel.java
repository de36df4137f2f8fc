package dev.emitter.console;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Presentation;
import dev.emitter.problem.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs events, each with the logger of its type. An event whose level is off is not encoded. */
final class LogChannel implements Channel {

  private static final ChannelTraits TRAITS = ChannelTraits.blocking(256);

  private final TypeLoggers loggers;
  private final Level level;
  private final Presentation presentation;

  private LogChannel(TypeLoggers loggers, Level level, Presentation presentation) {
    this.loggers = loggers;
    this.level = level;
    this.presentation = presentation;
  }

  static LogChannel of(ChannelContext context) {
    String prefix = context.parameters().requiredString(ConsoleParameters.LOG_PREFIX.name());
    String level = context.parameters().requiredString(ConsoleParameters.LEVEL.name());
    return new LogChannel(new TypeLoggers(prefix), level(level), context.presentation());
  }

  private static Level level(String name) {
    return switch (name) {
      case "SEVERE" -> Level.ERROR;
      case "WARNING" -> Level.WARN;
      case "FINE" -> Level.DEBUG;
      default -> Level.INFO;
    };
  }

  @Override
  public ChannelTraits traits() {
    return TRAITS;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    for (Delivery delivery : batch) {
      log(delivery.event());
    }
    return CompletableFuture.completedFuture(
        Collections.nCopies(batch.size(), DeliveryResult.delivered()));
  }

  private void log(EncodedEvent event) {
    Logger logger = loggers.of(event.event().getType());
    if (logger.isEnabledForLevel(level)) {
      byte[] json = event.structured(presentation).toByteArray();
      logger.atLevel(level).log("{}", Printable.json(new String(json, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void close(Duration grace) {
    // Loggers belong to the application.
  }
}
