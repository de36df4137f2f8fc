package dev.emitter.http;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of a client. It is the only way out: each connection, to a name or to a
 * literal, goes to an address that {@link Lookups} returned. It takes the place of the client's own
 * operator, whose resolver runs on the I/O threads and is passed by where a host has an address.
 * Thread-safe.
 */
final class GuardedConnector implements AsyncClientConnectionOperator {

  private final Lookups lookups;
  private final Supplier<ConnectionTls> tls;
  private final Duration within;
  private final ScheduledExecutorService timer;

  /** Creates one that gives each connection a time, looking up and TLS included. */
  GuardedConnector(
      Lookups lookups,
      Supplier<ConnectionTls> tls,
      Duration within,
      ScheduledExecutorService timer) {
    this.lookups = lookups;
    this.tls = tls;
    this.within = within;
    this.timer = timer;
  }

  @Override
  public Future<ManagedAsyncClientConnection> connect(
      ConnectionInitiator initiator,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable SocketAddress localAddress,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<ManagedAsyncClientConnection> callback) {
    Attempt attempt = Attempt.of(context);
    boolean secure = URIScheme.HTTPS.same(host.getSchemeName());
    Connecting connecting =
        new Connecting(attempt, host, secure ? tls.get() : null, within, timer, callback);
    attempt.connectsAnew(connecting.future());
    connecting.dial(lookups, initiator);
    return connecting.future();
  }

  /** Connects for a client of version 5.6 or later, which asks in this way alone. */
  @SuppressWarnings("MissingOverride") // there is none of it in versions 5.4 and 5.5
  public Future<ManagedAsyncClientConnection> connect(
      ConnectionInitiator initiator,
      HttpHost host,
      @Nullable Path unixDomainSocket,
      @Nullable NamedEndpoint name,
      @Nullable SocketAddress localAddress,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<ManagedAsyncClientConnection> callback) {
    return connect(initiator, host, name, localAddress, timeout, attachment, context, callback);
  }

  @Override
  public Future<ManagedAsyncClientConnection> connect(
      ConnectionInitiator initiator,
      HttpHost host,
      @Nullable SocketAddress localAddress,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      FutureCallback<ManagedAsyncClientConnection> callback) {
    HttpContext none = HttpCoreContext.create();
    return connect(initiator, host, null, localAddress, timeout, attachment, none, callback);
  }

  /** Secures the connection to the target through a proxy's tunnel. */
  @Override
  public void upgrade(
      ManagedAsyncClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<ManagedAsyncClientConnection> callback) {
    ConnectionTls with = tls.get();
    new Connecting(Attempt.of(context), host, with, within, timer, callback)
        .secureTunnel(connection, with);
  }

  @Override
  public void upgrade(
      ManagedAsyncClientConnection connection, HttpHost host, @Nullable Object attachment) {
    throw new UnsupportedOperationException("no TLS without waiting for it");
  }
}
