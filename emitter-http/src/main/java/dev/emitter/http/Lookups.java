package dev.emitter.http;

import dev.emitter.net.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Looks hosts up through a guard, on other threads than the caller's. Those who ask for the same
 * host at the same time share one look-up, so that a name server that hangs takes one thread a
 * host. Thread-safe.
 */
final class Lookups {

  private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern LITERAL =
      Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private final HostResolver guard;
  private final Executor threads;
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  Lookups(HostResolver guard, Executor threads) {
    this.guard = guard;
    this.threads = threads;
  }

  /**
   * Returns the addresses of a host, by name or literal, all of which may be reached; at least one.
   * Fails as the guard does. Only an address in its usual form, which needs no name server, is
   * looked at in the caller's thread.
   */
  CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> fresh = new CompletableFuture<>();
    if (isLiteral(host)) {
      run(host, fresh);
      return fresh;
    }
    CompletableFuture<List<InetAddress>> shared = running.putIfAbsent(host, fresh);
    if (shared != null) {
      return shared;
    }
    threads.execute(() -> run(host, fresh));
    return fresh;
  }

  /** Returns whether a host is an address in its usual form, and no name. */
  static boolean isLiteral(String host) {
    return LITERAL.matcher(host).matches();
  }

  private void run(String host, CompletableFuture<List<InetAddress>> result) {
    try {
      List<InetAddress> addresses = List.copyOf(guard.resolve(host));
      if (addresses.isEmpty()) {
        throw new UnknownHostException(host);
      }
      running.remove(host, result);
      result.complete(addresses);
    } catch (UnknownHostException | RuntimeException e) {
      running.remove(host, result);
      result.completeExceptionally(e);
    }
  }
}
