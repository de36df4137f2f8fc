package dev.emitter.kafka;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/** A conversation with a port, bytes there and back, that ends by a deadline. For one thread. */
interface ProbeConnection extends Closeable {

  /** Sends bytes. */
  void send(byte[] bytes) throws IOException;

  /**
   * Waits for bytes and takes what has come.
   *
   * @return how many; -1 at the end
   * @throws java.net.SocketTimeoutException if none come in time
   */
  int read(byte[] into, int offset, int length) throws IOException;

  /**
   * Fills the array.
   *
   * @throws EOFException if the other side ends before
   */
  default void readFully(byte[] into, int from) throws IOException {
    for (int at = from; at < into.length; ) {
      int count = read(into, at, into.length - at);
      if (count < 0) {
        throw new EOFException("after " + at + " bytes");
      }
      at += count;
    }
  }
}
