package dev.emitter.docs.sample;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.definition.Identity;
import dev.emitter.filter.EventExpression;
import dev.emitter.problem.Problems;
import java.net.URI;
import java.util.List;

/** Makes channels that post events to a chat server. Thread-safe. */
public final class ChatChannelProvider implements ChannelProvider {

  static final Parameter URL =
      Parameter.of("url", ParameterType.URI, "Where the chat server takes posts.").asRequired();

  static final Parameter ROOM =
      Parameter.of(
              "room",
              ParameterType.EXPRESSION,
              "The room: a FEEL expression such as customer.region, or \"support\".")
          .asRequired();

  static final Parameter TIMEOUT =
      Parameter.of("timeout", ParameterType.DURATION, "How long the server may take to answer.")
          .between(100, 30_000) // milliseconds
          .withDefault("5s");

  /** Creates a provider; ServiceLoader needs this constructor to be public. */
  public ChatChannelProvider() {}

  @Override
  public String type() {
    return "Chat";
  }

  @Override
  public String description() {
    return "Posts events to a room of a chat server.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        URL,
        ROOM,
        TIMEOUT,
        CommonParameters.PRETTY_PRINT,
        CommonParameters.SOURCE,
        CommonParameters.SUBJECT);
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    URI url = context.parameters().uri(URL.name());
    if (url != null && !List.of("http", "https").contains(url.getScheme())) {
      problems.add("$.parameters.url", "must begin with https:// or http://");
    }
    if (!(context.identity() instanceof Identity.Bearer)) {
      problems.add("$.identityRef", "a bearer identity is needed", "name one of type bearer");
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    String room = context.parameters().requiredString(ROOM.name());
    return new ChatChannel(context, EventExpression.compile(room)); // it was found to compile
  }
}
