package dev.emitter.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A connection in the clear. */
final class PlainProbeConnection implements ProbeConnection {

  private static final int LONGEST_CONNECT_MILLIS = 3_000;

  private final Socket socket;
  private long deadline;

  private PlainProbeConnection(Socket socket, long deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /**
   * Connects.
   *
   * @param deadline when the conversation must have ended, in the time of {@link System#nanoTime}
   */
  static PlainProbeConnection to(InetSocketAddress address, long deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Math.min(LONGEST_CONNECT_MILLIS, millisUntil(deadline)));
      return new PlainProbeConnection(socket, deadline);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("the time for the exchange is over");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  /** Sets another deadline. */
  void until(long other) {
    deadline = other;
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    socket.setSoTimeout(millisUntil(deadline));
    return socket.getInputStream().read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
