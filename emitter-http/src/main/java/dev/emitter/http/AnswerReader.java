package dev.emitter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer and keeps the beginning of its body. Some more is read and thrown away, so that
 * the connection can be used again; what goes on beyond that costs the connection, not the answer.
 */
final class AnswerReader implements AsyncResponseConsumer<HttpAnswer> {

  private static final int THROWN_AWAY = 64 * 1024;

  /** Who waits for the answer. */
  interface Listener {

    /** The answer is whole; the connection may still be in use. */
    void whole();

    /** The connection was given back or closed. */
    void released();

    /** Enough was read, and more comes. */
    void enough();

    /** There will be no answer. */
    void failed(Exception cause);
  }

  private final Attempt attempt;
  private final int keep;
  private final boolean tunnelled;
  private final Listener listener;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private long read;
  private List<HttpHeader> headers = List.of();
  // written by the I/O thread of the connection, read by whoever ends the exchange
  private volatile int status;
  private volatile @Nullable HttpAnswer answer;

  /**
   * Creates a reader.
   *
   * @param keep how many bytes of the body are kept
   * @param tunnelled whether an answer without TLS is the proxy's
   */
  AnswerReader(Attempt attempt, int keep, boolean tunnelled, Listener listener) {
    this.attempt = attempt;
    this.keep = keep;
    this.tunnelled = tunnelled;
    this.listener = listener;
  }

  /** Returns the answer once enough of it was read, else null. */
  @Nullable HttpAnswer answer() {
    return answer;
  }

  /** Returns whether a status came that says that the body is not wanted. */
  boolean redirects() {
    return status >= 300 && status < 400;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    attempt.reached(Attempt.Step.ANSWERING);
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<HttpAnswer> result)
      throws HttpException {
    attempt.reached(Attempt.Step.ANSWERING);
    if (tunnelled && HttpCoreContext.cast(context).getSSLSession() == null) {
      throw new RefusedByProxyException(response.getCode());
    }
    status = response.getCode();
    List<HttpHeader> found = new ArrayList<>();
    for (Header header : response.getHeaders()) {
      found.add(new HttpHeader(harmless(header.getName()), harmless(header.getValue())));
    }
    headers = found;
    if (entity == null) {
      end();
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) {
    read += bytes.remaining();
    byte[] wanted = new byte[Math.min(bytes.remaining(), keep - kept.size())];
    bytes.get(wanted);
    kept.writeBytes(wanted);
    if (read > keep && answer == null) {
      answer = answer(false);
    }
    if (read > keep + (long) THROWN_AWAY) {
      listener.enough();
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    end();
  }

  private void end() {
    if (answer == null) {
      answer = answer(true);
    }
    listener.whole();
  }

  private HttpAnswer answer(boolean whole) {
    String coding = HttpHeader.find(headers, "Content-Encoding");
    byte[] plain = ContentDecoding.unpack(kept.toByteArray(), coding, keep);
    boolean all = whole && plain.length <= kept.size();
    String type = HttpHeader.find(headers, "Content-Type");
    return new HttpAnswer(status, headers, AnswerText.of(ByteBuffer.wrap(plain), type, all));
  }

  private static String harmless(@Nullable String text) {
    return text == null ? "" : AnswerText.harmless(text);
  }

  @Override
  public void failed(Exception cause) {
    listener.failed(cause);
  }

  @Override
  public void releaseResources() {
    listener.released();
  }
}
