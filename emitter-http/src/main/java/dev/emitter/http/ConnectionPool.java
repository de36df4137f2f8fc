package dev.emitter.http;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.pool.DefaultDisposalCallback;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections of one client, made by a {@link GuardedConnector}. It is a class of its own
 * because the constructor that subclasses have is the one that all supported versions of the client
 * share. Thread-safe.
 */
final class ConnectionPool extends PoolingAsyncClientConnectionManager {

  /**
   * More than the shares of owners let through, so that no request waits here, where its time runs
   * and owners are not told apart.
   */
  private static final int MOST = 10_000;

  private static final TimeValue LIFETIME = TimeValue.ofMinutes(5);

  ConnectionPool(GuardedConnector connector) {
    super(
        new StrictConnPool<>(
            MOST, MOST, LIFETIME, PoolReusePolicy.LIFO, new DefaultDisposalCallback<>(), null),
        connector);
    setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setSocketTimeout(Timeout.DISABLED)
            .setTimeToLive(LIFETIME)
            // version 5.4 would throw away each connection that is due to be validated; a request
            // that meets a dead one is sent once more, see Exchange
            .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
            .build());
  }
}
