package dev.emitter.http;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends a request, its body never chunked. Used once. */
final class RequestProducer implements AsyncRequestProducer {

  private final OutgoingRequest request;
  private final Endpoint endpoint;
  private final Attempt attempt;
  private final @Nullable PayloadProducer body;

  RequestProducer(OutgoingRequest request, Endpoint endpoint, Attempt attempt) {
    this.request = request;
    this.endpoint = endpoint;
    this.attempt = attempt;
    this.body = request.body().size() == 0 ? null : new PayloadProducer(request.body());
  }

  /** Returns whether all was handed to the connection. */
  boolean sent() {
    return body == null || body.sent();
  }

  @Override
  public void sendRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    BasicHttpRequest message =
        new BasicHttpRequest(request.method(), endpoint.host(), target(request.uri()));
    message.setAuthority(endpoint.authority());
    for (HttpHeader header : request.headers()) {
      if (!HeaderText.isOfTheTransport(header.name())) {
        message.addHeader(header.name(), header.value());
      }
    }
    if (attempt.alone()) {
      message.addHeader("Connection", "close");
    }
    channel.sendRequest(message, body, context);
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (body != null) {
      body.produce(channel);
      if (body.sent() && attempt.step() == Attempt.Step.SENDING) {
        attempt.reached(Attempt.Step.SENT);
      }
    }
  }

  @Override
  public int available() {
    return body == null ? 0 : body.available();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
