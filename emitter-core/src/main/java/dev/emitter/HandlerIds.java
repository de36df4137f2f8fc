package dev.emitter;

import dev.emitter.handler.EventHandler;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Makes ids for handlers that were given none. A class that has a name gives an id that a later
 * process makes, too, so that it finds the cursor again; a lambda or an anonymous class cannot.
 * Thread-safe.
 */
final class HandlerIds {

  private final AtomicInteger count = new AtomicInteger();

  /** Returns whether every process makes the same id for a handler. */
  static boolean isStable(EventHandler handler) {
    Class<?> type = handler.getClass();
    return !type.isHidden()
        && !type.isSynthetic()
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && !type.getName().contains("$$");
  }

  /** Returns an id for a handler on a topic. */
  String of(Topic topic, EventHandler handler) {
    String what =
        isStable(handler) ? name(handler.getClass()) : Integer.toString(count.incrementAndGet());
    return "handler-" + what + "-" + text(topic);
  }

  /** Returns its name without the package, such as {@code Billing} or {@code Shop$Billing}. */
  private static String name(Class<?> type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  private static String text(Topic topic) {
    return String.join(".", topic.segments()).replace('/', '-');
  }

  /** Returns those of some ids that earlier versions may have made for a handler on a topic. */
  static List<String> numbered(Topic topic, List<String> ids) {
    Pattern pattern = Pattern.compile("handler-\\d+-" + Pattern.quote(text(topic)));
    return ids.stream().filter(id -> pattern.matcher(id).matches()).toList();
  }
}
