package dev.emitter.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Plans the way of each request. An attempt that needs a connection of its own gets a route that no
 * pooled connection has: the same, from the local address that stands for any. Immutable.
 *
 * @param proxy the proxy, null for none
 */
record Routes(@Nullable HttpHost proxy) implements HttpRoutePlanner {

  private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpRequest request, HttpContext context) {
    return determineRoute(target, context);
  }

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpContext context) {
    InetAddress local = Attempt.of(context).alone() ? ANY : null;
    boolean secure = URIScheme.HTTPS.same(target.getSchemeName());
    if (proxy == null) {
      return new HttpRoute(target, local, secure);
    }
    TunnelType tunnel = secure ? TunnelType.TUNNELLED : TunnelType.PLAIN;
    LayerType layer = secure ? LayerType.LAYERED : LayerType.PLAIN;
    return new HttpRoute(target, local, proxy, secure, tunnel, layer);
  }
}
