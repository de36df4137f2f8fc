package dev.emitter.kafka;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * A connection through TLS, by an engine as Kafka's client would have it. It remembers how the
 * other side began, as that tells what speaks no TLS.
 */
final class TlsProbeConnection implements ProbeConnection {

  private static final int BEGINNING = 4;

  private final PlainProbeConnection plain;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer readable;
  private final ByteBuffer toSend;
  private byte[] beginning = {};

  TlsProbeConnection(PlainProbeConnection plain, SSLEngine engine) {
    this.plain = plain;
    this.engine = engine;
    this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    this.readable = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    this.toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
  }

  /** Returns the first bytes that came, up to four. */
  byte[] beginning() {
    return beginning;
  }

  /**
   * Agrees on keys.
   *
   * @throws javax.net.ssl.SSLException if that fails, on either side
   */
  void handshake() throws IOException {
    engine.beginHandshake();
    while (isUnderWay(engine.getHandshakeStatus())) {
      step();
    }
  }

  private static boolean isUnderWay(HandshakeStatus status) {
    return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
  }

  private void step() throws IOException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
      default -> {
        if (unwrap() == Status.CLOSED) {
          throw new EOFException("within the handshake");
        }
      }
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    toSend.clear();
    SSLEngineResult result = engine.wrap(bytes, toSend);
    plain.send(Arrays.copyOf(toSend.array(), toSend.position()));
    if (result.getStatus() == Status.CLOSED) {
      throw new EOFException("TLS was ended");
    }
  }

  /** Takes one record apart, after waiting for it. */
  private Status unwrap() throws IOException {
    readable.compact();
    SSLEngineResult result = engine.unwrap(received, readable);
    readable.flip();
    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
      receive();
    }
    return result.getStatus();
  }

  private void receive() throws IOException {
    received.compact();
    int count = plain.read(received.array(), received.position(), received.remaining());
    if (count <= 0) {
      received.flip();
      throw new EOFException("the connection was ended");
    }
    received.position(received.position() + count).flip();
    if (beginning.length < BEGINNING) {
      int had = beginning.length;
      beginning = Arrays.copyOf(beginning, Math.min(BEGINNING, had + count));
      received.get(received.limit() - count, beginning, had, beginning.length - had);
    }
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    wrap(ByteBuffer.wrap(bytes));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!readable.hasRemaining()) {
      if (unwrap() == Status.CLOSED) {
        return -1;
      }
      while (isUnderWay(engine.getHandshakeStatus())
          && engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
        step();
      }
    }
    int count = Math.min(length, readable.remaining());
    readable.get(into, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
