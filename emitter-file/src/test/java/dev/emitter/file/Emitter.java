package dev.emitter.file;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A File emitter under test: a definition at work without an engine. */
final class Emitter implements AutoCloseable {

  private final Map<String, Object> parameters = new HashMap<>(Map.of("fsync", "never"));
  private ChannelProvider provider = new FileChannelProvider();
  private Clock clock = Events.CLOCK;
  private String id = "file";
  private @Nullable Path folder;
  private Predicate<String> settled = position -> false;
  private @Nullable Channel channel;

  private Emitter(Path path) {
    parameters.put("path", path);
    parameters.put("rolling", false);
  }

  static Emitter to(Path path) {
    return new Emitter(path);
  }

  Emitter with(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  Emitter within(Path root) {
    provider = FileChannelProvider.within(root);
    return this;
  }

  Emitter by(ChannelProvider other) {
    provider = other;
    return this;
  }

  Emitter at(Clock time) {
    clock = time;
    return this;
  }

  Emitter id(String emitterId) {
    id = emitterId;
    return this;
  }

  /** Lets the emitter remember what it has written, below the folder of a log. */
  Emitter log(Path log) {
    folder = log.resolve("channels").resolve(id);
    return this;
  }

  /** Says which positions do not come again. */
  Emitter settled(Predicate<String> told) {
    settled = told;
    return this;
  }

  private ChannelContext context() {
    EmitterDefinition definition = EmitterDefinition.builder(id, "File").build();
    return ChannelContext.of(definition, new ParameterValues(parameters), null, clock)
        .withFolder(folder)
        .withSettled(settled);
  }

  List<String> faults() {
    Problems problems = new Problems();
    provider.validate(context(), problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  Channel channel() {
    Channel open = channel == null ? provider.open(context()) : channel;
    channel = open;
    return open;
  }

  /** Delivers events of these numbers in one batch. */
  List<DeliveryResult> deliver(int from, int to) {
    return deliver(IntStream.range(from, to).mapToObj(Events::delivery).toList());
  }

  /** Delivers the events of these positions of the log in one batch. */
  List<DeliveryResult> deliverLogged(int from, int to) {
    return deliver(
        IntStream.range(from, to)
            .mapToObj(number -> Delivery.of(id, Events.logged(number), 1))
            .toList());
  }

  List<DeliveryResult> deliver(List<Delivery> batch) {
    return channel().deliver(batch).toCompletableFuture().join();
  }

  @Override
  public void close() {
    if (channel != null) {
      channel.close(Duration.ofSeconds(5));
    }
  }
}
