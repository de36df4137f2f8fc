package dev.emitter.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of a log, also those that it gets one day, arrives at the other log. */
final class ForwardingEventLogTest {

  private static final Map<Class<?>, Object> VALUES =
      Map.of(
          Topic.class,
          Topic.of("a"),
          EncodedEvent.class,
          event(),
          Instant.class,
          Instant.EPOCH,
          Duration.class,
          Duration.ofDays(1),
          String.class,
          "text",
          Optional.class,
          Optional.of("store"),
          boolean.class,
          true,
          int.class,
          7,
          long.class,
          9L);

  /** A call as it arrived. */
  private record Call(Method method, List<Object> arguments) {}

  private final List<Call> calls = new ArrayList<>();

  /** Answers each call with the value that stands for the type of its answer. */
  private final EventLog told =
      fake(
          EventLog.class,
          (proxy, method, arguments) -> {
            calls.add(new Call(method, arguments == null ? List.of() : List.of(arguments)));
            return method.getReturnType() == void.class ? null : value(method.getReturnType());
          });

  private final EventLog forwarding = new ForwardingEventLog(told) {};

  static Stream<Method> methods() {
    return Arrays.stream(EventLog.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void forwardsEveryMethod(Method method) throws ReflectiveOperationException {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(ForwardingEventLogTest::value).toArray();
    Object answer = method.invoke(forwarding, arguments);
    assertThat(calls).containsExactly(new Call(method, List.of(arguments)));
    assertThat(answer)
        .isEqualTo(method.getReturnType() == void.class ? null : value(method.getReturnType()));
  }

  @Test
  void leavesAloneWhatASubclassDoesItself() {
    EventLog pessimist =
        new ForwardingEventLog(told) {
          @Override
          public long lag(Position after) {
            return log().lag(after) + 1;
          }
        };
    assertThat(pessimist.lag(new SequencePosition(1))).isEqualTo(10);
  }

  /** Returns the value that stands for a type, always the same one. */
  private static Object value(Class<?> type) {
    Object known = VALUES.get(type);
    if (known != null) {
      return known;
    }
    assertThat(type).as("a type that this test knows a value of, or an interface").isInterface();
    return fake(type, new Stand(type));
  }

  /** Is equal to whatever else stands for the same type. */
  private record Stand(Class<?> type) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" ->
            arguments != null
                && arguments[0] != null
                && Proxy.isProxyClass(arguments[0].getClass())
                && equals(Proxy.getInvocationHandler(arguments[0]));
        case "hashCode" -> hashCode();
        case "toString" -> toString();
        default -> throw new UnsupportedOperationException(method.toString());
      };
    }
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ForwardingEventLogTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static EncodedEvent event() {
    String json = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:t\",\"type\":\"t\"}";
    return EncodedEvent.stored(json.getBytes(StandardCharsets.UTF_8));
  }
}
