package dev.emitter.channel;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.filter.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * A definition found right, with everything it refers to. Immutable.
 *
 * @param provider makes its channel
 * @param context what the channel is made from
 * @param filter its compiled filter, or null for none
 */
public record ResolvedEmitter(
    ChannelProvider provider, ChannelContext context, @Nullable EventFilter filter) {

  /** Returns the definition. */
  public EmitterDefinition definition() {
    return context.definition();
  }

  /** Returns what identifies the emitter. */
  public String id() {
    return definition().id();
  }
}
