package dev.emitter.mail;

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
 * Who is told: the owner of an emitter where their address is known, the operators otherwise. As
 * thread-safe as the lookup.
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

  /** Returns at least one address. */
  List<InternetAddress> of(@Nullable String owner) {
    List<InternetAddress> found = owner == null ? List.of() : lookUp(owner);
    return found.isEmpty() ? operators : found;
  }

  private List<InternetAddress> lookUp(String owner) {
    Set<InternetAddress> found = new LinkedHashSet<>();
    for (String text : owners.apply(owner)) {
      InternetAddress address = Address.read(text);
      if (address == null) {
        LOG.warn(
            "the address \"{}\" of owner \"{}\" is none and is left out; give one such as"
                + " ann@example.com",
            OneLine.of(text, 100),
            OneLine.of(owner, 100));
      } else {
        found.add(address);
      }
    }
    return new ArrayList<>(found);
  }
}
