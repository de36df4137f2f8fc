package dev.emitter.webhook;

import dev.emitter.channel.ParameterValues;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a receiver may take to answer. Immutable.
 *
 * @param least what it may take at least
 * @param perEvent what it may take for each event of a request, or null for nothing more
 * @param most what it may take at most, however many events there are
 */
record AnswerTimeout(Duration least, @Nullable Duration perEvent, Duration most) {

  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration MOST_FOR_USERS = Duration.ofMinutes(1);

  static AnswerTimeout of(ParameterValues given, boolean ofUser) {
    return new AnswerTimeout(
        given.requiredDuration(WebhookParameters.TIMEOUT),
        given.duration(WebhookParameters.TIMEOUT_PER_EVENT),
        ofUser ? MOST_FOR_USERS : MOST);
  }

  /** Returns how long a request with so many events may take. */
  Duration with(int events) {
    if (perEvent == null) {
      return least;
    }
    Duration all = perEvent.multipliedBy(events);
    Duration wanted = all.compareTo(least) > 0 ? all : least;
    return wanted.compareTo(most) < 0 ? wanted : most;
  }
}
