package dev.emitter.kafka;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port on loopback that speaks what a test wants, to one connection after the other or at once.
 */
final class FakePort implements Closeable {

  /** What is done with a connection, which is ended afterwards. */
  @FunctionalInterface
  interface Manners {
    void with(DataInputStream in, DataOutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Manners manners;

  private FakePort(ServerSocket server, Manners manners) {
    this.server = server;
    this.manners = manners;
  }

  static FakePort speaking(Manners manners) throws IOException {
    return speaking(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
  }

  /** Takes a server socket of the test's own, of TLS for example. */
  static FakePort speaking(ServerSocket server, Manners manners) {
    FakePort port = new FakePort(server, manners);
    Thread accepting = new Thread(port::accept, "fake-port");
    accepting.setDaemon(true);
    accepting.start();
    return port;
  }

  /** Speaks otherwise from the next connection on. */
  void speak(Manners other) {
    manners = other;
  }

  String address() {
    return "localhost:" + server.getLocalPort();
  }

  /** Returns how many connections there were. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        if (server.isClosed()) { // too late for close() to find it
          socket.close();
          return;
        }
        Manners now = manners;
        Thread serving = new Thread(() -> serve(socket, now), "fake-port-connection");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Manners manners) {
    try (socket) {
      manners.with(
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(socket.getOutputStream()));
    } catch (IOException gone) {
      return; // the other side has gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
