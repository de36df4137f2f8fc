package dev.emitter.powerbi;

import dev.emitter.channel.Evidence;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.RetryAfter;
import dev.emitter.net.HttpExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of the service, without secrets. Immutable.
 *
 * @param answer the answer
 * @param evidence what the delivery log keeps of it
 * @param requests how many requests it took: two if the token had expired
 */
record ServiceAnswer(HttpAnswer answer, Evidence evidence, int requests) {

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final Duration USUAL_PAUSE = Duration.ofMinutes(1);
  private static final Pattern IN_WORDS = Pattern.compile("Retry in (\\d{1,6}) seconds");

  /** Returns this answer with what was sent and received. */
  ServiceAnswer with(HttpExchange exchange) {
    return new ServiceAnswer(answer, evidence.withExchange(exchange), requests);
  }

  int status() {
    return answer.status();
  }

  boolean isGood() {
    return status() >= 200 && status() < 300;
  }

  ServiceError error() {
    return ServiceError.of(answer.head());
  }

  /** Returns how long the service wants to be left alone after 429; a minute if it does not say. */
  Duration pause(Instant now) {
    Duration asked = RetryAfter.of(answer.header(RetryAfter.NAME), now, LONGEST_PAUSE);
    if (asked != null) {
      return asked;
    }
    Matcher words = IN_WORDS.matcher(error().message());
    return words.find() ? Duration.ofSeconds(Long.parseLong(words.group(1))) : USUAL_PAUSE;
  }
}
