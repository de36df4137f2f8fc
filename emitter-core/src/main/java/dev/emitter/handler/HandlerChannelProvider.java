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
  private final boolean complete;

  /** Creates a provider of the handlers of this registry. */
  public HandlerChannelProvider(HandlerRegistry handlers) {
    this(handlers, true);
  }

  /**
   * Creates a provider of the handlers of this registry.
   *
   * @param complete whether these are all; if not, a definition that names another one is warned
   *     of, not refused: an application has it that is not in this process
   */
  public HandlerChannelProvider(HandlerRegistry handlers, boolean complete) {
    this.handlers = handlers;
    this.complete = complete;
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
    if (handlers.find(name) != null) {
      return;
    }
    String path = "$.parameters." + NAME;
    if (complete) {
      problems.add(
          path,
          "no handler is registered as \"" + name + "\"; register it before the library starts",
          Suggestion.nearest(name, handlers.names()));
    } else {
      problems.warn(
          path,
          "no handler is registered as \"" + name + "\" here, so the application must have it",
          "name those that it has, such as check --handler \"" + name + "\"");
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    boolean strict = context.definition().delivery().ordering() == Ordering.STRICT;
    return new HandlerChannel(handlers, context.parameters().requiredString(NAME), strict);
  }
}
