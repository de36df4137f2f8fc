package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import dev.emitter.event.ContextAttributes;
import dev.emitter.filter.EventExpression;
import dev.emitter.filter.FilterInput;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives an event the key of its record. Thread-safe. */
sealed interface RecordKey {

  /** Records have no key. */
  RecordKey NONE = new None();

  /** The key is the extension {@code partitionkey}. */
  RecordKey PARTITION_KEY = new Extension("partitionkey");

  /**
   * Returns the key, or null for none.
   *
   * @throws UnusableEventException if the event can have no key
   */
  byte @Nullable [] of(Delivery delivery) throws UnusableEventException;

  /** Returns the key that an expression gives, which has been found right before. */
  static RecordKey of(String expression) {
    return new Expression(EventExpression.compile(expression));
  }

  /** See {@link #NONE}. */
  record None() implements RecordKey {
    @Override
    public byte @Nullable [] of(Delivery delivery) {
      return null;
    }
  }

  /** The key is an extension. */
  record Extension(String name) implements RecordKey {
    @Override
    public byte @Nullable [] of(Delivery delivery) {
      String value = ContextAttributes.text(delivery.event().event(), name);
      return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The key is the value of an expression. */
  record Expression(EventExpression expression) implements RecordKey {
    @Override
    public byte @Nullable [] of(Delivery delivery) throws UnusableEventException {
      FilterInput input = new FilterInput(delivery.topic(), delivery.event());
      EventExpression.Text key = expression.evaluate(input);
      if (key.failure() != null) {
        throw new UnusableEventException(
            "keyExpression gives no key: " + key.failure() + "; mend the expression");
      }
      return key.text() == null ? null : key.text().getBytes(StandardCharsets.UTF_8);
    }
  }
}
