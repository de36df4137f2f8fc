package dev.emitter.http;

import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the pool of the client knows it, over a session of the I/O threads. The client's
 * own is public since version 5.6 only. Thread-safe.
 */
final class SessionConnection implements ManagedAsyncClientConnection, Identifiable {

  private final ProtocolIOSession session;

  SessionConnection(ProtocolIOSession session) {
    this.session = session;
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public void close(CloseMode mode) {
    session.close(mode);
  }

  @Override
  public void close() {
    session.enqueue(new ShutdownCommand(CloseMode.GRACEFUL), Command.Priority.IMMEDIATE);
  }

  /** Returns whether a request may be sent: not once either side has begun to end it. */
  @Override
  public boolean isOpen() {
    HttpConnection http = http();
    return session.isOpen() && (http == null || http.isOpen());
  }

  private @Nullable HttpConnection http() {
    return session.getHandler() instanceof HttpConnection http ? http : null;
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    session.setSocketTimeout(timeout);
  }

  @Override
  public Timeout getSocketTimeout() {
    return session.getSocketTimeout();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return session.getRemoteAddress();
  }

  @Override
  public SocketAddress getLocalAddress() {
    return session.getLocalAddress();
  }

  @Override
  public @Nullable EndpointDetails getEndpointDetails() {
    HttpConnection http = http();
    return http == null ? null : http.getEndpointDetails();
  }

  @Override
  public ProtocolVersion getProtocolVersion() {
    HttpConnection http = http();
    ProtocolVersion version = http == null ? null : http.getProtocolVersion();
    return version == null ? HttpVersion.DEFAULT : version;
  }

  @Override
  public void startTls(
      SSLContext context,
      NamedEndpoint endpoint,
      SSLBufferMode mode,
      SSLSessionInitializer initializer,
      SSLSessionVerifier verifier,
      Timeout within,
      @Nullable FutureCallback<TransportSecurityLayer> callback) {
    session.startTls(context, endpoint, mode, initializer, verifier, within, callback);
  }

  @Override
  public void startTls(
      SSLContext context,
      NamedEndpoint endpoint,
      SSLBufferMode mode,
      SSLSessionInitializer initializer,
      SSLSessionVerifier verifier,
      Timeout within) {
    startTls(context, endpoint, mode, initializer, verifier, within, null);
  }

  @Override
  public @Nullable TlsDetails getTlsDetails() {
    return session.getTlsDetails();
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    TlsDetails details = getTlsDetails();
    return details == null ? null : details.getSSLSession();
  }

  @Override
  public void submitCommand(Command command, Command.Priority priority) {
    session.enqueue(command, Command.Priority.IMMEDIATE);
  }

  /** Nothing is to do: time is counted by the exchange, so the session has no time of its own. */
  @Override
  public void passivate() {}

  @Override
  public void activate() {}
}
