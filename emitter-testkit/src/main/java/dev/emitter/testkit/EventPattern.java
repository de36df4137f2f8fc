package dev.emitter.testkit;

import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a test says of an event that it expects; every part of it must hold. Begin with {@link
 * EmitterAssertions#event(String)}. Immutable and thread-safe, as far as the code given to {@link
 * #withData(Class, Consumer)} is.
 *
 * <pre>{@code
 * event("order.placed").on("orders").with("customer.country", "DE").where("total > 100")
 * }</pre>
 */
public final class EventPattern {

  static final EventPattern ANY = new EventPattern(List.of());

  private final List<PatternClause> clauses;

  private EventPattern(List<PatternClause> clauses) {
    this.clauses = clauses;
  }

  private EventPattern and(PatternClause clause) {
    List<PatternClause> more = new ArrayList<>(clauses);
    more.add(clause);
    return new EventPattern(List.copyOf(more));
  }

  /** Asks for the type. */
  public EventPattern ofType(String type) {
    return and(new AttributeClause("type", type));
  }

  /**
   * Asks for a topic: this one or any below it, as a subscription does.
   *
   * @throws dev.emitter.problem.EmitterException if this is no topic
   */
  public EventPattern on(String... segments) {
    return and(new TopicClause(Topic.of(segments), false));
  }

  /** Asks for a topic: this one or any below it, as a subscription does. */
  public EventPattern on(Topic topic) {
    return and(new TopicClause(topic, false));
  }

  /** Asks for this very topic. */
  public EventPattern exactlyOn(Topic topic) {
    return and(new TopicClause(topic, true));
  }

  /** Asks for the source. */
  public EventPattern from(String source) {
    return and(new AttributeClause("source", source));
  }

  /** Asks for an attribute or extension by its name, such as {@code subject}, as text. */
  public EventPattern withAttribute(String name, String value) {
    return and(new AttributeClause(name, value));
  }

  /**
   * Asks for a value in the JSON data; numbers are equal by value.
   *
   * @param path names and indexes, such as {@code lines[0].sku}, or a JSON pointer (RFC 6901), such
   *     as {@code /lines/0/sku}
   * @param value what must be there, as Jackson writes it; null for a JSON null
   * @throws IllegalArgumentException if the path is none, or the value cannot be written as JSON
   */
  public EventPattern with(String path, @Nullable Object value) {
    return and(new DataClause(DataPath.of(path), TypedData.json(value)));
  }

  /**
   * Asks for data that is equal to what Jackson writes of this object.
   *
   * @throws IllegalArgumentException if it cannot be written as JSON
   */
  public EventPattern withData(Object data) {
    return and(new WholeDataClause(TypedData.json(data)));
  }

  /** Asks for data that Jackson can read as this type, and on which nothing of this code throws. */
  public <T> EventPattern withData(Class<T> type, Consumer<? super T> assertions) {
    return and(new TypedClause<>(type, assertions));
  }

  /**
   * Asks for an event that a filter of a definition would let through.
   *
   * @param condition a FEEL expression over the data and {@code event}
   * @throws IllegalArgumentException if it is no FEEL; it says where
   */
  public EventPattern where(String condition) {
    return and(FeelClause.of(condition));
  }

  boolean matches(PublishedEvent event) {
    return clauses.stream().allMatch(clause -> clause.faults(event).isEmpty());
  }

  /** Returns all that does not hold for an event, one a line. */
  List<String> faults(PublishedEvent event) {
    return clauses.stream().flatMap(clause -> clause.faults(event).stream()).toList();
  }

  /** Returns what is asked for, in words. */
  @Override
  public String toString() {
    return clauses.isEmpty()
        ? "any event"
        : clauses.stream()
            .map(PatternClause::text)
            .collect(Collectors.joining(", ", "an event ", ""));
  }
}
