package dev.emitter.webhook;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.Evidence;
import dev.emitter.channel.ParameterValues;
import dev.emitter.net.HttpExchange;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much the delivery log keeps of an attempt. Immutable.
 *
 * @param heads of which attempts headers and the beginning of the body are kept
 * @param bodyBytes how many bytes of the request's body are kept with them
 */
record AttemptDetail(Heads heads, int bodyBytes) {

  static final String HEADS = "heads";
  static final String BODY_BYTES = "bodyBytes";

  /** Most attempts are deliveries, so that a word of their answers must do. */
  private static final int ANSWER_OF_DELIVERED = 10;

  /** Of which attempts headers are kept. */
  enum Heads {
    FAILURES,
    ALL,
    NONE
  }

  static AttemptDetail of(ParameterValues given) {
    ParameterValues attempts = given.object(WebhookParameters.ATTEMPTS);
    return new AttemptDetail(
        Heads.valueOf(attempts.requiredString(HEADS).toUpperCase(Locale.ROOT)),
        (int) attempts.requiredInteger(BODY_BYTES));
  }

  /**
   * Returns a result with as much evidence as is kept.
   *
   * @param exchange gives what was sent and received, with so many bytes of the request's body
   */
  DeliveryResult on(DeliveryResult result, IntFunction<HttpExchange> exchange) {
    boolean delivered = result instanceof Delivered;
    boolean keeps = heads == Heads.ALL || (heads == Heads.FAILURES && !delivered);
    Evidence evidence = result.evidence();
    if (keeps) {
      return result.with(evidence.withExchange(exchange.apply(bodyBytes)));
    }
    return delivered ? result.with(evidence.withAnswer(head(evidence.answer()))) : result;
  }

  /** Never between the two halves of a character. */
  private static @Nullable String head(@Nullable String answer) {
    if (answer == null || answer.length() <= ANSWER_OF_DELIVERED) {
      return answer;
    }
    int end =
        ANSWER_OF_DELIVERED
            - (Character.isHighSurrogate(answer.charAt(ANSWER_OF_DELIVERED - 1)) ? 1 : 0);
    return answer.substring(0, end) + "..";
  }
}
