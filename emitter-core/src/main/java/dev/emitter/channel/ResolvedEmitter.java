package dev.emitter.channel;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.filter.EventFilter;
import dev.emitter.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A definition found right, with everything it refers to. Immutable.
 *
 * @param provider makes its channel
 * @param context what the channel is made from
 * @param filter its compiled filter, or null for none
 * @param warnings what the definition may say, but most likely means otherwise; in the order a
 *     reader meets it
 */
public record ResolvedEmitter(
    ChannelProvider provider,
    ChannelContext context,
    @Nullable EventFilter filter,
    List<Problem> warnings) {

  /** Creates an emitter with a copy of the warnings. */
  public ResolvedEmitter {
    warnings = List.copyOf(warnings);
  }

  /** Creates an emitter that nobody need be warned of. */
  public ResolvedEmitter(
      ChannelProvider provider, ChannelContext context, @Nullable EventFilter filter) {
    this(provider, context, filter, List.of());
  }

  /** Returns this emitter with these warnings in place of its own. */
  public ResolvedEmitter withWarnings(List<Problem> others) {
    return new ResolvedEmitter(provider, context, filter, others);
  }

  /** Returns the definition. */
  public EmitterDefinition definition() {
    return context.definition();
  }

  /** Returns what identifies the emitter. */
  public String id() {
    return definition().id();
  }
}
