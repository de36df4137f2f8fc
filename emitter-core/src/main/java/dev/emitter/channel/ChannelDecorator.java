package dev.emitter.channel;

/**
 * Puts something around the channel of each emitter, such as a trace of what it delivers. Called
 * whenever an emitter is registered or its definition changes, and for what is sent once.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface ChannelDecorator {

  /**
   * Returns what the library uses in place of the channel: the channel itself, or one that hands on
   * to it whatever it is asked. The traits must be the same.
   *
   * @param emitter whose channel it is
   * @throws RuntimeException if that cannot be; then the emitter is refused, as if its channel
   *     could not be opened
   */
  Channel decorate(ResolvedEmitter emitter, Channel channel);
}
