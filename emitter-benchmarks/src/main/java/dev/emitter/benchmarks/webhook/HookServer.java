package dev.emitter.benchmarks.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP server on many ports of loopback that answers every request with a Content-Length alike,
 * as cheaply as one thread can. Not for requests above 16 KB.
 */
final class HookServer {

  static final String OK = "200 OK";

  private static final String LENGTH = "content-length:";
  private static final int LARGEST = 16 << 10;

  /** Is told of each request, on the thread of the server. */
  @FunctionalInterface
  interface Listener {
    /** Takes a request: head and body are the first so many bytes. */
    void taken(byte[] bytes, int length);
  }

  private final Selector selector = Selector.open();
  private final List<Integer> ports = new ArrayList<>();
  private volatile byte[] answer;
  private final Listener listener;

  private HookServer(String answer, Listener listener) throws IOException {
    this.answer = bytes(answer);
    this.listener = listener;
  }

  private static byte[] bytes(String answer) {
    return ("HTTP/1.1 " + answer + "\r\nContent-Length: 2\r\n\r\nok")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Answers so from now on: status, reason and further headers. */
  void answer(String next) {
    answer = bytes(next);
  }

  /**
   * Opens the ports and serves them on a daemon thread.
   *
   * @param answer status, reason and further headers
   */
  static HookServer start(int ports, String answer, Listener listener) throws IOException {
    HookServer server = new HookServer(answer, listener);
    for (int i = 0; i < ports; i++) {
      server.listen();
    }
    Thread thread = new Thread(server::serve, "hook-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private void listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_ACCEPT);
    ports.add(((InetSocketAddress) channel.getLocalAddress()).getPort());
  }

  List<Integer> ports() {
    return ports;
  }

  private void serve() {
    try {
      while (true) {
        selector.select(this::serve);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the server has ended", e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else {
        ((Connection) key.attachment()).read();
      }
    } catch (IOException gone) {
      close(key);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void accept(ServerSocketChannel listening) throws IOException {
    SocketChannel channel = listening.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }
  }

  /** A connection and what has come on it of the next requests. */
  private final class Connection {

    private final SocketChannel channel;
    private final byte[] bytes = new byte[LARGEST];
    private int filled;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void read() throws IOException {
      int count = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
      if (count < 0) {
        channel.close();
        return;
      }
      filled += count;
      for (int end = end(); end > 0; end = end()) {
        listener.taken(bytes, end);
        ByteBuffer left = ByteBuffer.wrap(answer);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        filled -= end;
        System.arraycopy(bytes, end, bytes, 0, filled);
      }
    }

    /** Returns where the first request ends, 0 if it has not come whole. */
    private int end() {
      for (int i = 3; i < filled; i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
          int end = i + 1 + length(new String(bytes, 0, i, StandardCharsets.ISO_8859_1));
          return end <= filled ? end : 0;
        }
      }
      return 0;
    }
  }

  private static int length(String head) {
    for (int at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
      if (head.regionMatches(true, at + 1, LENGTH, 0, LENGTH.length())) {
        int from = at + 1 + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
      }
    }
    return 0;
  }
}
