package dev.emitter.http;

import org.apache.hc.core5.http.HttpException;

/** The proxy did not make a tunnel to the receiver. */
final class RefusedByProxyException extends HttpException {

  private static final long serialVersionUID = 1L;

  RefusedByProxyException(int status) {
    super("the proxy refused to connect to it (status " + status + ")");
  }
}
