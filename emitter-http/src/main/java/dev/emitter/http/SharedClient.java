package dev.emitter.http;

import dev.emitter.net.HostResolver;
import dev.emitter.problem.Loggers;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One running client with its connections and I/O threads. It speaks HTTP/1.1 only: a request of
 * one emitter cannot hold up another's on a shared connection. It keeps no cookies, follows no
 * redirect, answers no challenge, repeats nothing and unpacks nothing. It uses only what version
 * 5.4 of the client has, which is the oldest that is supported. Thread-safe.
 */
final class SharedClient {

  private static final Logger LOG = Loggers.of(SharedClient.class);
  private static final int SWEEP_SECONDS = 5;

  private final CloseableHttpAsyncClient client;
  private final ConnectionPool pool;
  private final Lookups targets;
  private final Future<?> sweep;
  private final TlsSettings tlsSettings;
  private @Nullable ConnectionTls tls;

  /**
   * Starts a client.
   *
   * @param guard returns the addresses of a host that may be reached
   * @throws IllegalStateException if the I/O threads cannot be started
   */
  SharedClient(
      TransportSettings settings,
      HostResolver guard,
      ScheduledExecutorService timer,
      ThreadPoolExecutor lookups) {
    this.tlsSettings = settings.tls();
    if (!settings.tls().verify()) {
      LOG.warn(
          "TLS VERIFICATION IS OFF (tls.verify = false): whoever answers is trusted with events"
              + " and credentials. Name the issuer in tls.ca instead.");
    }
    HttpHost proxy = settings.proxy() == null ? null : Endpoint.of(settings.proxy()).host();
    this.targets = new Lookups(guard, lookups);
    Lookups hops = proxy == null ? targets : new Lookups(HostResolver.SYSTEM, lookups);
    this.pool =
        new ConnectionPool(new GuardedConnector(hops, this::tls, settings.connectWithin(), timer));
    this.client = client(proxy, settings.tls().certificate() == null ? ioThreads() : 1);
    client.start();
    this.sweep =
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private CloseableHttpAsyncClient client(@Nullable HttpHost proxy, int threads) {
    return HttpAsyncClients.custom()
        .setConnectionManager(pool)
        .setRoutePlanner(new Routes(proxy))
        .setThreadFactory(new DefaultThreadFactory("emitter-http-io", true))
        .setIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(threads).setTcpNoDelay(true).build())
        .setDefaultRequestConfig(requests())
        .setKeepAliveStrategy(new KeepAlive())
        .setIoReactorExceptionCallback(e -> LOG.debug("connections have been closed", e))
        .addRequestInterceptorLast(SharedClient::sending)
        .addExecInterceptorFirst("held", Abandonable.FIRST)
        .addExecInterceptorLast("abandoned", Abandonable.LAST)
        .setUserAgent("emitter")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .build();
  }

  private static RequestConfig requests() {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.DISABLED)
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .setContentCompressionEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setHardCancellationEnabled(true)
        .build();
  }

  private static void sending(
      HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
    Attempt.of(context).reached(entity == null ? Attempt.Step.SENT : Attempt.Step.SENDING);
  }

  private static int ioThreads() {
    return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Returns what connections are secured with; read when it is first asked for, so that addresses
   * with {@code http:} need none.
   *
   * @throws IllegalArgumentException if the TLS settings cannot be read
   */
  synchronized ConnectionTls tls() {
    ConnectionTls made = tls;
    if (made == null) {
      made = ConnectionTls.of(tlsSettings);
      tls = made;
    }
    return made;
  }

  /** Returns whether it sends no more: an error has ended its I/O threads. */
  boolean isDead() {
    // one that has just been started may not be active yet
    return client.getStatus().compareTo(IOReactorStatus.ACTIVE) > 0;
  }

  CloseableHttpAsyncClient client() {
    return client;
  }

  /** Looks up where requests go to, also those that a proxy carries there. */
  Lookups targets() {
    return targets;
  }

  /** Returns how many connections are in use now. */
  int leased() {
    return pool.getTotalStats().getLeased();
  }

  private void sweep() {
    pool.closeExpired();
    pool.closeIdle(KeepAlive.LONGEST);
  }

  /** Closes all connections at once and ends the I/O threads. Does not wait for them. */
  void close() {
    sweep.cancel(false);
    client.close(CloseMode.IMMEDIATE);
  }
}
