package dev.emitter.mail;

import dev.emitter.delivery.Notice;
import dev.emitter.problem.Loggers;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Who is told: those whom the notice is for; else the owner of an emitter where their address is
 * known, the operators otherwise. As thread-safe as the lookup.
 */
final class Recipients {

  private static final Logger LOG = Loggers.of(Recipients.class);

  private final List<InternetAddress> operators;
  private final Function<String, List<String>> owners;

  Recipients(List<InternetAddress> operators, Function<String, List<String>> owners) {
    this.operators = List.copyOf(operators);
    this.owners = owners;
  }

  /** Returns the name itself if it looks like an address, else none. */
  static List<String> named(String owner) {
    return Address.isLikely(owner) ? List.of(owner) : List.of();
  }

  /** Returns at least one address: of those whom the notice is for, the owner or the operators. */
  List<InternetAddress> of(Notice notice) {
    List<InternetAddress> named = addresses(notice.to(), "emitter", notice.emitterId());
    return named.isEmpty() ? of(notice.owner()) : named;
  }

  /** Returns at least one address: of the owner, or the operators. */
  List<InternetAddress> of(@Nullable String owner) {
    List<InternetAddress> found =
        owner == null ? List.of() : addresses(owners.apply(owner), "owner", owner);
    return found.isEmpty() ? operators : found;
  }

  private static List<InternetAddress> addresses(List<String> texts, String whose, String name) {
    Set<InternetAddress> found = new LinkedHashSet<>();
    for (String text : texts) {
      InternetAddress address = Address.read(text);
      if (address == null) {
        LOG.warn(
            "the address \"{}\" of {} \"{}\" is none and is left out; give one such as"
                + " ann@example.com",
            OneLine.of(text, 100),
            whose,
            OneLine.of(name, 100));
      } else {
        found.add(address);
      }
    }
    return new ArrayList<>(found);
  }
}
