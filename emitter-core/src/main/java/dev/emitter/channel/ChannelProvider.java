package dev.emitter.channel;

import dev.emitter.problem.Problems;
import java.util.List;

/**
 * Makes the channels of one type. Found through {@link java.util.ServiceLoader}, or given to the
 * builder, which replaces one found. Implementations are thread-safe; one that is found is public
 * and has a public constructor without parameters.
 *
 * <pre>{@code
 * public final class TcpChannelProvider implements ChannelProvider {
 *
 *   public String type() {
 *     return "Tcp";
 *   }
 *
 *   public String description() {
 *     return "Sends events over TCP, one JSON document a line.";
 *   }
 *
 *   public List<Parameter> parameters() {
 *     return List.of(
 *         Parameter.of("port", ParameterType.INTEGER, "The receiver's port.").asRequired());
 *   }
 *
 *   public Channel open(ChannelContext context) {
 *     return new TcpChannel((int) context.parameters().integer("port", 0));
 *   }
 * }
 * }</pre>
 */
public interface ChannelProvider {

  /** Returns the name of the type, such as {@code Webhook}; matched ignoring case. */
  String type();

  /** Returns one sentence for the reference page: where events go. */
  String description();

  /** Returns who may define emitters of this type. */
  default Audience audience() {
    return Audience.EVERYONE;
  }

  /**
   * Returns why emitters of this type are not for users, and whom to ask, in words that follow
   * "this emitter has an owner: ". Asked only if the audience is {@link Audience#SYSTEM_ONLY}.
   */
  default String systemOnlyReason() {
    return "it reaches what users must not";
  }

  /**
   * Returns how many failures within 24 hours disable an emitter of this type whose definition does
   * not say; 0 for any number. It is not disabled while at least 95 of 100 events were delivered
   * since the first of them: such a receiver is unstable, but not dead.
   */
  default int failuresPerDay() {
    return 0;
  }

  /**
   * Returns whether {@link Channel#check} is asked as soon as an emitter of this type is registered
   * or changed, so that what stands in its way is told before its first event. Nobody waits for the
   * answer.
   */
  default boolean checksFirst() {
    return false;
  }

  /**
   * Declares the parameters. Validation, JSON Schema, reference page and listing all come from this
   * one declaration.
   */
  List<Parameter> parameters();

  /**
   * Adds the faults that the declaration cannot express, and warnings; paths are below {@code
   * $.parameters}. It is also called for a definition with faults, so that its author sees all of
   * them at once: parameters that were refused have no value then, and asking for one ends the
   * check that asks, see {@link ParameterChecks#each}.
   */
  default void validate(ChannelContext context, Problems problems) {}

  /**
   * Makes a channel. Touches neither disk nor network: that is for {@code check} and {@code
   * deliver}.
   */
  Channel open(ChannelContext context);
}
