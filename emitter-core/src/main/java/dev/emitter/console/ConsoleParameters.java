package dev.emitter.console;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.problem.Problems;
import java.util.List;

/** The parameters of the Console channel. */
final class ConsoleParameters {

  static final Parameter OUTPUT =
      Parameter.choice(
              "output",
              "Where events go: standard output, standard error, or the application's log.",
              "out",
              "err",
              "log")
          .withDefault("out");

  static final Parameter LOG_PREFIX =
      Parameter.of(
              "logPrefix",
              ParameterType.STRING,
              "Begins the name of the logger, which ends with the event's type. Only for output"
                  + " log.")
          .between(0, 200)
          .withDefault("event.");

  static final Parameter LEVEL =
      Parameter.choice(
              "level",
              "The level events are logged at: error, warn, info or debug in SLF4J's terms. Only"
                  + " for output log.",
              "SEVERE",
              "WARNING",
              "INFO",
              "FINE")
          .withDefault("INFO");

  static final List<Parameter> ALL =
      List.of(
          OUTPUT,
          LOG_PREFIX,
          LEVEL,
          CommonParameters.PRETTY_PRINT,
          CommonParameters.SOURCE,
          CommonParameters.SUBJECT);

  private ConsoleParameters() {}

  static void validate(ChannelContext context, Problems problems) {
    String output = context.parameters().requiredString(OUTPUT.name());
    if (output.equals("log")) {
      return;
    }
    for (Parameter parameter : List.of(LOG_PREFIX, LEVEL)) {
      if (context.definition().parameters().has(parameter.name())) {
        problems.add(
            "$.parameters." + parameter.name(),
            "has no effect with output \"" + output + "\"",
            "remove it, or set output to \"log\"");
      }
    }
  }
}
