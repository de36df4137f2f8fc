package dev.emitter.webhook;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Secures connections: TLS 1.2 or later, the host's name in the handshake (SNI) and in the
 * certificate. Thread-safe.
 *
 * @param context keys and trust
 * @param named whether the certificate must be for the host
 */
record ConnectionTls(SSLContext context, boolean named) {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  static ConnectionTls of(TlsSettings settings) {
    return new ConnectionTls(Tls.context(settings), settings.verify());
  }

  void secure(
      ManagedAsyncClientConnection connection,
      HttpHost host,
      Duration within,
      FutureCallback<TransportSecurityLayer> callback)
      throws IOException {
    HttpHost name = new HttpHost(host.getSchemeName(), host.getHostName(), Endpoint.port(host));
    connection.startTls(
        context,
        name,
        SSLBufferMode.STATIC,
        (endpoint, engine) -> prepare(engine),
        (endpoint, engine) -> verify(endpoint.getHostName(), engine),
        Timeout.of(within),
        callback);
  }

  private static void prepare(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    engine.setSSLParameters(parameters);
  }

  private @Nullable TlsDetails verify(String host, SSLEngine engine) throws SSLException {
    if (named) {
      CertificateNames.verify(host, engine.getSession());
    }
    return null;
  }
}
