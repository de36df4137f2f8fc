package dev.emitter.http;

import java.io.IOException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is said over one connection: a request, its answer, and nothing else.
 *
 * <p>A receiver may send more than its answer holds: a body behind 204, or one that is longer than
 * its Content-Length. Such bytes must not be read as the beginning of the next answer (RFC 9112,
 * section 6.3). If they come while no request waits for an answer, the connection is closed. If
 * they come only when the next request is out, they stand before its answer's status line; that
 * request then fails with {@link StrayBytesException}, as if it had met a dead connection.
 *
 * <p>Used by the one I/O thread of its connection.
 */
final class ResponseFraming {

  private static final int MOST_INTERIM = 16;
  private static final Http1Config BOUNDS =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(16 * 1024).build();
  private static final String PROTOCOL = "HTTP/";

  /** Bytes came over a connection that belong to an answer that had ended. */
  static final class StrayBytesException extends IOException {

    private static final long serialVersionUID = 1L;

    StrayBytesException() {
      super("bytes came over it that are no part of an answer");
    }
  }

  private boolean awaits;
  private boolean answeredBefore;
  private int interim;

  private ResponseFraming() {}

  /** Returns what speaks HTTP/1.1 over a new connection. */
  static IOEventHandler over(ProtocolIOSession session) {
    ResponseFraming framing = new ResponseFraming();
    return new ClientHttp1IOEventHandler(
        new ClientHttp1StreamDuplexerFactory(
                HttpProcessorBuilder.create().build(), // the client has completed the request
                BOUNDS,
                null,
                DefaultClientConnectionReuseStrategy.INSTANCE,
                () -> framing.new Reader(),
                () -> framing.new Writer(),
                null)
            .create(session));
  }

  /** Writes the heads of requests. */
  private final class Writer extends DefaultHttpRequestWriter<HttpRequest> {

    @Override
    public void write(HttpRequest request, SessionOutputBuffer buffer)
        throws IOException, HttpException {
      awaits = true;
      super.write(request, buffer);
    }
  }

  /** Reads the heads of answers. */
  private final class Reader extends DefaultHttpResponseParser<HttpResponse> {

    private boolean begun;

    Reader() {
      super(BOUNDS, DefaultHttpResponseFactory.INSTANCE);
    }

    @Override
    public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean end)
        throws IOException, HttpException {
      if (!awaits && buffer.hasData()) {
        throw new StrayBytesException();
      }
      HttpResponse head = parsed(buffer, end);
      if (head != null) {
        read(head);
      }
      return head;
    }

    private @Nullable HttpResponse parsed(SessionInputBuffer buffer, boolean end)
        throws IOException, HttpException {
      try {
        return super.parse(buffer, end);
      } catch (HttpException e) {
        boolean mayBeStray = answeredBefore && interim == 0 && !begun;
        if (mayBeStray) {
          throw new StrayBytesException();
        }
        throw e;
      }
    }

    private void read(HttpResponse head) throws HttpException {
      begun = false;
      if (head.getCode() < HttpStatus.SC_SUCCESS) {
        interim++;
        if (interim > MOST_INTERIM) {
          throw new ProtocolException("more than " + MOST_INTERIM + " interim answers");
        }
      } else {
        awaits = false;
        answeredBefore = true;
        interim = 0;
      }
    }

    @Override
    protected HttpResponse createMessage(CharArrayBuffer line) throws HttpException {
      begun =
          line.length() >= PROTOCOL.length()
              && line.substring(0, PROTOCOL.length()).equals(PROTOCOL);
      return super.createMessage(line);
    }
  }
}
