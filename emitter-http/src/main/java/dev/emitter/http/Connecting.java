package dev.emitter.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The making of one connection: look up, connect to one address after the other, shake hands. Each
 * address gets its share of the time left, so that one that swallows packets leaves time for the
 * next.
 */
final class Connecting {

  private static final int MOST_ADDRESSES = 8;
  private static final Duration LEAST = Duration.ofMillis(1);

  private final Attempt attempt;
  private final HttpHost host;
  private final @Nullable ConnectionTls tls;
  private final Duration within;
  private final ScheduledExecutorService timer;
  private final ComplexFuture<ManagedAsyncClientConnection> future;
  private volatile long deadline;
  private volatile @Nullable Future<?> alarm;
  private volatile @Nullable ManagedAsyncClientConnection connection;

  /**
   * Creates one; its time runs once it has begun.
   *
   * @param tls what to secure the connection with, null for not at all
   */
  Connecting(
      Attempt attempt,
      HttpHost host,
      @Nullable ConnectionTls tls,
      Duration within,
      ScheduledExecutorService timer,
      FutureCallback<ManagedAsyncClientConnection> callback) {
    this.attempt = attempt;
    this.host = host;
    this.tls = tls;
    this.within = within;
    this.timer = timer;
    this.future = new ComplexFuture<>(cleaning(callback));
  }

  private void begin() {
    deadline = System.nanoTime() + within.toNanos();
    alarm =
        timer.schedule(
            () -> future.failed(new ConnectTimeoutException(Words.of(within))),
            within.toNanos(),
            TimeUnit.NANOSECONDS);
    if (future.isDone()) {
      cancelAlarm();
    }
  }

  ComplexFuture<ManagedAsyncClientConnection> future() {
    return future;
  }

  /** Looks the host up and connects to it. */
  void dial(Lookups lookups, ConnectionInitiator initiator) {
    if (future.isDone()) {
      return;
    }
    attempt
        .lookUp(lookups, Endpoint.name(host), this::begin)
        .whenComplete(
            (addresses, failure) -> {
              if (failure != null) {
                future.failed(asException(failure));
              } else {
                attempt.reached(Attempt.Step.CONNECTING);
                connect(
                    initiator, addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES)));
              }
            });
  }

  private void connect(ConnectionInitiator initiator, List<InetAddress> addresses) {
    if (future.isDone()) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(addresses.get(0), Endpoint.port(host));
    Timeout share = Timeout.of(left().dividedBy(addresses.size()).plus(LEAST));
    HttpVersionPolicy http1 = HttpVersionPolicy.FORCE_HTTP_1;
    List<InetAddress> others = addresses.subList(1, addresses.size());
    try {
      future.setDependency(
          initiator.connect(host, address, null, share, http1, dialled(initiator, others)));
    } catch (RuntimeException closed) {
      future.failed(closed);
    }
  }

  private FutureCallback<IOSession> dialled(
      ConnectionInitiator initiator, List<InetAddress> others) {
    return new FutureCallback<>() {
      @Override
      public void completed(IOSession session) {
        ProtocolIOSession made = (ProtocolIOSession) session;
        made.upgrade(ResponseFraming.over(made));
        connected(new SessionConnection(made));
      }

      @Override
      public void failed(Exception e) {
        if (others.isEmpty()) {
          future.failed(e);
        } else {
          connect(initiator, others);
        }
      }

      @Override
      public void cancelled() {
        future.cancel();
      }
    };
  }

  private void connected(ManagedAsyncClientConnection made) {
    if (tls == null) {
      finish(made);
    } else {
      secure(made, tls);
    }
  }

  /** Shakes hands on a connection through a tunnel. */
  void secureTunnel(ManagedAsyncClientConnection made, ConnectionTls with) {
    begin();
    secure(made, with);
  }

  private void secure(ManagedAsyncClientConnection made, ConnectionTls with) {
    connection = made;
    if (future.isDone()) {
      made.close(CloseMode.IMMEDIATE);
      return;
    }
    attempt.reached(Attempt.Step.SHAKING_HANDS);
    try {
      with.secure(made, host, left().plus(LEAST), secured(made));
    } catch (IOException | RuntimeException e) {
      future.failed(e);
    } catch (LinkageError e) { // an error here would end the I/O thread, and with it the client
      future.failed(new IOException(e));
    }
  }

  private FutureCallback<TransportSecurityLayer> secured(ManagedAsyncClientConnection made) {
    return new FutureCallback<>() {
      @Override
      public void completed(TransportSecurityLayer layer) {
        made.setSocketTimeout(Timeout.DISABLED);
        finish(made);
      }

      @Override
      public void failed(Exception e) {
        future.failed(e);
      }

      @Override
      public void cancelled() {
        future.cancel();
      }
    };
  }

  private void finish(ManagedAsyncClientConnection made) {
    attempt.reached(Attempt.Step.SENDING);
    if (!future.completed(made)) {
      made.close(CloseMode.IMMEDIATE);
    }
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private FutureCallback<ManagedAsyncClientConnection> cleaning(
      FutureCallback<ManagedAsyncClientConnection> callback) {
    return new FutureCallback<>() {
      @Override
      public void completed(ManagedAsyncClientConnection made) {
        cancelAlarm();
        callback.completed(made);
      }

      @Override
      public void failed(Exception e) {
        abandon();
        callback.failed(e);
      }

      @Override
      public void cancelled() {
        abandon();
        callback.cancelled();
      }
    };
  }

  private void cancelAlarm() {
    Future<?> set = alarm;
    if (set != null) {
      set.cancel(false);
    }
  }

  private void abandon() {
    cancelAlarm();
    ManagedAsyncClientConnection made = connection;
    if (made != null) {
      made.close(CloseMode.IMMEDIATE);
    }
  }

  private static Exception asException(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception e ? e : new IOException(cause);
  }
}
