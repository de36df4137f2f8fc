package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.handler.HandlerChannelProvider;
import dev.emitter.handler.HandlerRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The handlers that an application has, whom definitions of type Handler name. */
final class ApplicationHandlers {

  @Option(
      names = "--handler",
      paramLabel = "NAME",
      description = {
        "A handler that the application registers, for definitions of type Handler. May be repeated:"
            + " another name is a fault then. Without it, each of them gets a warning."
      })
  private final Set<String> names = new LinkedHashSet<>();

  /** Returns the type of definitions that name handlers of which none is known. */
  static ChannelProvider unknown() {
    return new HandlerChannelProvider(new HandlerRegistry(), false);
  }

  /** Returns the type of definitions that name handlers in a process that has none. */
  static ChannelProvider none() {
    return new HandlerChannelProvider(new HandlerRegistry());
  }

  /** Returns why events cannot be given to an emitter here, or null. */
  static @Nullable String fault(Emitters emitters, String id) {
    return emitters.definitions().stream()
        .filter(one -> one.id().equals(id))
        .filter(one -> one.type().equalsIgnoreCase(HandlerChannelProvider.TYPE))
        .findFirst()
        .map(
            one ->
                "emitter "
                    + Texts.quoted(id)
                    + " calls a handler of the application, which is not in this process; send the"
                    + " events again in the application, by Emitters.resubmit")
        .orElse(null);
  }

  /** Returns the type of definitions that name these handlers; any, if none was given. */
  ChannelProvider given() {
    if (names.isEmpty()) {
      return unknown();
    }
    HandlerRegistry registry = new HandlerRegistry();
    names.forEach(name -> registry.add(name, (topic, event) -> {}));
    return new HandlerChannelProvider(registry);
  }
}
