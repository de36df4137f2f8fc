package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import dev.emitter.net.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Looks hosts up through a guard, on other threads than the caller's, no more at a time than the
 * owner of a request has a share for. Those of an owner who ask for the same host at the same time
 * share one look-up, so that a name server that hangs takes one thread a host. Thread-safe.
 */
final class Lookups {

  private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern LITERAL =
      Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private final HostResolver guard;
  private final Executor threads;
  private final Map<Asked, Lookup> running = new ConcurrentHashMap<>();

  /** A host, and for whom it is looked up: owners do not wait for each other. */
  private record Asked(ChannelShare share, String host) {}

  Lookups(HostResolver guard, Executor threads) {
    this.guard = guard;
    this.threads = threads;
  }

  /**
   * Looks up the addresses of a host, by name or literal, all of which may be reached; at least
   * one. Fails as the guard does. Only an address in its usual form, which needs no name server, is
   * looked at in the caller's thread. Who wants it no more says so, once.
   */
  Lookup resolve(String host, ChannelShare share) {
    Lookup fresh = new Lookup();
    fresh.want();
    if (isLiteral(host)) {
      run(host, fresh, () -> {});
      return fresh;
    }
    Asked asked = new Asked(share, host);
    Lookup shared = running.merge(asked, fresh, (old, ours) -> old.want() ? old : ours);
    if (shared == fresh) {
      fresh.waitsWith(
          share.lookUp(host, ticket -> begin(asked, fresh, ticket)),
          () -> running.remove(asked, fresh));
    }
    return shared;
  }

  private void begin(Asked asked, Lookup lookup, ChannelShare.Ticket ticket) {
    if (!lookup.begin()) {
      end(asked, lookup, ticket);
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              run(asked.host(), lookup, () -> end(asked, lookup, ticket));
            } finally {
              ticket.end();
            }
          });
    } catch (RuntimeException | Error e) { // no thread can be had
      end(asked, lookup, ticket);
      lookup.failed(e);
    }
  }

  private void end(Asked asked, Lookup lookup, ChannelShare.Ticket ticket) {
    running.remove(asked, lookup);
    ticket.end();
  }

  /** Returns whether a host is an address in its usual form, and no name. */
  static boolean isLiteral(String host) {
    return LITERAL.matcher(host).matches();
  }

  private void run(String host, Lookup lookup, Runnable over) {
    try {
      List<InetAddress> addresses = List.copyOf(guard.resolve(host));
      if (addresses.isEmpty()) {
        throw new UnknownHostException(host);
      }
      over.run();
      lookup.found(addresses);
    } catch (UnknownHostException | RuntimeException e) {
      over.run();
      lookup.failed(e);
    }
  }
}
