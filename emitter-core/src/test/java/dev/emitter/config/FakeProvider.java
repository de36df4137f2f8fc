package dev.emitter.config;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.problem.Problems;
import java.util.List;

/** A channel type with one parameter of each kind; it opens no channels. */
record FakeProvider(String type, Audience audience, List<Parameter> parameters)
    implements ChannelProvider {

  static final FakeProvider HOOK =
      new FakeProvider(
          "Hook",
          Audience.EVERYONE,
          List.of(
              Parameter.of("url", ParameterType.URI, "Where events are sent.").asRequired(),
              Parameter.choice("mode", "How events are written.", "binary", "structured")
                  .withDefault("binary"),
              CommonParameters.PRETTY_PRINT,
              CommonParameters.SOURCE,
              CommonParameters.SUBJECT,
              Parameter.of("secret", ParameterType.SECRET, "Signs what is sent."),
              Parameter.of("timeout", ParameterType.DURATION, "How long to wait.")
                  .between(1, 60_000)
                  .withDefault("6s"),
              Parameter.of("size", ParameterType.INTEGER, "Events a request.").between(1, 100),
              Parameter.of("ratio", ParameterType.NUMBER, "A share.").between(0, 1),
              Parameter.of("key", ParameterType.EXPRESSION, "The key of an event."),
              Parameter.of("headers", ParameterType.MAP, "More headers.")
                  .containing(Parameter.of("header", ParameterType.STRING, "A header.")),
              Parameter.of("columns", ParameterType.LIST, "The columns.")
                  .between(1, 10)
                  .containing(
                      Parameter.of("column", ParameterType.OBJECT, "A column.")
                          .containing(
                              Parameter.of("name", ParameterType.STRING, "Its name.").asRequired(),
                              Parameter.choice("type", "Its type.", "text", "number")
                                  .withDefault("text")))));

  static final FakeProvider DISK =
      new FakeProvider(
          "Disk",
          Audience.SYSTEM_ONLY,
          List.of(
              Parameter.of("path", ParameterType.PATH, "The file to write.").asRequired(),
              CommonParameters.PRETTY_PRINT));

  static final FakeProvider DIARY = new FakeProvider("Diary", Audience.USERS_ONLY, List.of());

  static final ChannelTypes TYPES = ChannelTypes.of(List.of(HOOK, DISK, DIARY));

  @Override
  public String description() {
    return type + " carries events nowhere.";
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    if ("forbidden".equals(context.parameters().string("subject"))) {
      problems.add("$.parameters.subject", "found \"forbidden\"; allowed: another subject");
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    throw new UnsupportedOperationException("a fake type opens no channels");
  }
}
