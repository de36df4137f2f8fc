package dev.emitter.channel;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.event.Presentation;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is made from. Immutable.
 *
 * @param definition the definition of the emitter
 * @param parameters its parameters: valid, placeholders resolved, defaults filled in
 * @param identity the identity it refers to, or null for none
 * @param clock tells the time of day
 */
public record ChannelContext(
    EmitterDefinition definition,
    ParameterValues parameters,
    @Nullable Identity identity,
    Clock clock) {

  /**
   * Returns the identity it refers to, or null for none.
   *
   * @throws FaultyParameterException while a definition is validated whose identity was refused
   */
  @Override
  public @Nullable Identity identity() {
    if (identity == null && definition.identityRef() != null) {
      throw new FaultyParameterException("identityRef");
    }
    return identity;
  }

  /** Returns how the emitter shows events: its common parameters, where the type declares them. */
  public Presentation presentation() {
    return CommonParameters.presentation(parameters);
  }
}
