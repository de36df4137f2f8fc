package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.problem.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the definitions of users within what their declarations allow to users. */
final class UserLimits {

  private UserLimits() {}

  /** Returns the declarations as they are for users: with their bounds and within them. */
  static List<Parameter> within(List<Parameter> declared) {
    return declared.stream().map(UserLimits::within).toList();
  }

  private static Parameter within(Parameter declared) {
    Long limit = limit(declared);
    Object otherwise = declared.defaultValue();
    return declared.restrictedTo(
        limit != null && otherwise != null && exceeds(json(otherwise), declared, limit)
            ? written(declared, limit)
            : otherwise,
        limit,
        within(declared.members()));
  }

  /** Returns the bound for users if it is one at all. */
  private static @Nullable Long limit(Parameter declared) {
    Long most = declared.maximum();
    Long forUsers = declared.userMaximum();
    return most != null && forUsers != null && forUsers >= most ? null : forUsers;
  }

  /**
   * Cuts what exceeds the bounds, with a warning each: a definition that was taken before there
   * were bounds must not be lost for them.
   *
   * @param object what is changed
   */
  static void cut(List<Parameter> declared, JsonNode object, String path, Problems problems) {
    if (!(object instanceof ObjectNode members)) {
      return;
    }
    for (Parameter parameter : declared) {
      JsonNode given = members.path(parameter.name());
      String member = JsonPaths.member(path, parameter.name());
      Long limit = limit(parameter);
      if (limit != null && exceeds(given, parameter, limit)) {
        members.set(parameter.name(), json(written(parameter, limit)));
        problems.warn(
            member,
            Found.value(given)
                + " is more than a user may have; it is taken for "
                + written(parameter, limit),
            "change the definition");
      }
      if (parameter.type() == ParameterType.OBJECT) {
        cut(parameter.members(), given, member, problems);
      }
    }
  }

  private static boolean exceeds(JsonNode given, Parameter parameter, long limit) {
    BigDecimal most = BigDecimal.valueOf(limit);
    if (parameter.type() == ParameterType.DURATION) {
      Duration duration = given.isTextual() ? Durations.parse(given.textValue()) : null;
      return duration != null && duration.compareTo(Duration.ofMillis(limit)) > 0;
    }
    return given.isNumber() && given.decimalValue().compareTo(most) > 0;
  }

  private static Object written(Parameter parameter, long limit) {
    return parameter.type() == ParameterType.DURATION
        ? Durations.format(Duration.ofMillis(limit))
        : (Object) limit;
  }

  private static JsonNode json(Object written) {
    return written instanceof Number number
        ? JsonNodeFactory.instance.numberNode(number.longValue())
        : JsonNodeFactory.instance.textNode(written.toString());
  }
}
