package dev.emitter.delivery;

/**
 * Tells a person what they have to know, such as that an emitter of theirs is disabled: by e-mail,
 * a ticket, a chat. Implementations are thread-safe.
 *
 * <p>It is called on threads of its own, few and bounded, and never delays a delivery: it may
 * block. What it throws makes the library call it again some minutes later, a few times. It is
 * called at least once for each notice, and usually just once, also over a restart of a log that
 * keeps state; a notice that nobody needs any more, because the emitter was enabled, changed or
 * removed meanwhile, is not given.
 */
@FunctionalInterface
public interface Notifier {

  /**
   * Gives a notice; on return it counts as given and is not given again.
   *
   * @throws Exception if it cannot be given now; it is tried again later
   */
  void tell(Notice notice) throws Exception;
}
