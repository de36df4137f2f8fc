package dev.emitter.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes signals of the operating system. The classes for it belong to the JDK's module {@code
 * jdk.unsupported}: where they are missing, or signals are left to others ({@code -Xrs}), the JVM
 * does with a signal what it always does.
 */
final class Signals {

  private static final String TAKEN = "handle";

  private Signals() {}

  /**
   * Has a signal taken, on a thread of its own each time.
   *
   * @param name its name without SIG, such as TERM
   * @param taker gets its number
   */
  static void take(String name, IntConsumer taker) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      InvocationHandler called =
          (self, method, arguments) ->
              method.getName().equals(TAKEN)
                  ? taken((Integer) number.invoke(arguments[0]), taker)
                  : ofObject(self, method, arguments);
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, called);
      signal
          .getMethod(TAKEN, signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The signal ends the process as it always did, only a second one changes nothing.
    }
  }

  private static @Nullable Object taken(int number, IntConsumer taker) {
    taker.accept(number);
    return null;
  }

  private static Object ofObject(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> Signals.class.getName();
    };
  }
}
