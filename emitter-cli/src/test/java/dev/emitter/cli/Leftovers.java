package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Leaves events behind in a folder of data, as a run would whose receivers do not behave: files
 * whose emitters get another answer.
 */
final class Leftovers {

  private Leftovers() {}

  /** Publishes events whose ids count up from 1; every File emitter gets this answer. */
  static void leave(Path data, Path definitions, int events, DeliveryResult answer) {
    try (Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(data))
            .definitions(definitions)
            .channel(new Answering(answer))
            .start()) {
      for (int i = 1; i <= events; i++) {
        emitters.publish(
            Topic.of("a", "b"),
            CloudEventBuilder.v1()
                .withId(Integer.toString(i))
                .withType(i % 2 == 0 ? "even" : "odd")
                .withSource(URI.create("urn:t"))
                .withData(
                    "application/json",
                    ("{\"price\":" + i + ".10}").getBytes(StandardCharsets.UTF_8))
                .build());
      }
      emitters.awaitIdle(Duration.ofSeconds(60));
      emitters.close(Duration.ZERO);
    }
  }

  /** Publishes the events of lines. */
  static void leave(Path data, Path definitions, String lines, DeliveryResult answer) {
    try (Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(data))
            .definitions(definitions)
            .channel(new Answering(answer))
            .start()) {
      for (String text : lines.lines().filter(one -> !one.isEmpty()).toList()) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EventLine line = EventLineParser.parse(bytes, bytes.length);
        emitters.publish(line.topic(), line.event());
      }
      emitters.awaitIdle(Duration.ofSeconds(60));
      emitters.close(Duration.ZERO);
    } catch (LineFault e) {
      throw new IllegalArgumentException(e.reason(), e);
    }
  }

  /** Takes the place of the File channel. */
  private record Answering(ChannelProvider file, DeliveryResult answer) implements ChannelProvider {

    Answering(DeliveryResult answer) {
      this(realOne(), answer);
    }

    private static ChannelProvider realOne() {
      return ServiceLoader.load(ChannelProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.type().equals("File"))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String type() {
      return file.type();
    }

    @Override
    public String description() {
      return file.description();
    }

    @Override
    public List<Parameter> parameters() {
      return file.parameters();
    }

    @Override
    public Channel open(ChannelContext context) {
      return new AnsweringChannel(answer);
    }
  }

  private record AnsweringChannel(DeliveryResult answer) implements Channel {

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.blocking(1);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      return CompletableFuture.completedFuture(batch.stream().map(delivery -> answer).toList());
    }

    @Override
    public void close(Duration grace) {}
  }
}
