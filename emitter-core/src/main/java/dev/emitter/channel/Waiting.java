package dev.emitter.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a channel {@linkplain Channel#unwrap offers} if its calls may wait for something on this
 * side, such as the {@linkplain ChannelShare share} of its owner.
 */
public interface Waiting {

  /**
   * Returns what calls under way wait for that is not the receiver's doing, for a person, or null
   * for nothing. It is the reason in the status of an emitter that has no other. Called on any
   * thread; must not block.
   */
  @Nullable String waitsFor();
}
