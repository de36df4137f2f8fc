package dev.emitter.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.NamedEndpoint;
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
    Named endpoint = Named.of(host);
    connection.startTls(
        context,
        endpoint,
        SSLBufferMode.STATIC,
        (same, engine) -> prepare(endpoint, engine),
        (same, engine) -> verify(endpoint.name(), engine),
        Timeout.of(within),
        callback);
  }

  /**
   * Whom a connection leads to as TLS knows it: the name in ASCII, and without the dot that ends an
   * absolute name (RFC 6066, section 3).
   */
  private record Named(String name, int port) implements NamedEndpoint {

    static Named of(HttpHost host) {
      String name = Endpoint.name(host);
      String dotless = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      return new Named(dotless, Endpoint.port(host));
    }

    @Override
    public String getHostName() {
      return name;
    }

    @Override
    public int getPort() {
      return port;
    }
  }

  private static void prepare(Named endpoint, SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setServerNames(serverNames(endpoint.name()));
    engine.setSSLParameters(parameters);
  }

  /**
   * Returns what to name in the handshake: a name with or without a dot (the JDK by itself leaves
   * out those without), but no address. One with an underscore is no host name there: receivers in
   * Java end a handshake that names it.
   */
  private static List<SNIServerName> serverNames(String host) {
    boolean isHostName = !Lookups.isLiteral(host) && host.indexOf('_') < 0;
    return isHostName ? List.of(new SNIHostName(host)) : List.of();
  }

  private @Nullable TlsDetails verify(String host, SSLEngine engine) throws SSLException {
    if (named) {
      CertificateNames.verify(host, engine.getSession());
    }
    return null;
  }
}
