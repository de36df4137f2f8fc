package dev.emitter.handler;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.definition.Ordering;
import dev.emitter.problem.Problems;
import dev.emitter.problem.Suggestion;
import java.util.List;

/** The type {@code Handler}: events go to code of the application. Thread-safe. */
public final class HandlerChannelProvider implements ChannelProvider {

  /** The name of the type. */
  public static final String TYPE = "Handler";

  /** The parameter that names the handler. */
  public static final String NAME = "name";

  private final HandlerRegistry handlers;

  /** Creates a provider of the handlers of this registry. */
  public HandlerChannelProvider(HandlerRegistry handlers) {
    this.handlers = handlers;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String description() {
    return "Gives events to code of the application that is registered under a name.";
  }

  @Override
  public Audience audience() {
    return Audience.SYSTEM_ONLY;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of(NAME, ParameterType.STRING, "The name the handler is registered under.")
            .asRequired());
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    String name = context.parameters().requiredString(NAME);
    if (handlers.find(name) == null) {
      problems.add(
          "$.parameters." + NAME,
          "no handler is registered as \"" + name + "\"; register it before the library starts",
          Suggestion.nearest(name, handlers.names()));
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    boolean strict = context.definition().delivery().ordering() == Ordering.STRICT;
    return new HandlerChannel(handlers, context.parameters().requiredString(NAME), strict);
  }
}
