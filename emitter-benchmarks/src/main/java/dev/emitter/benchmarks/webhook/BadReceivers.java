package dev.emitter.benchmarks.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Receivers in a process of their own that do what they should not, each in its own way. */
final class BadReceivers {

  /** How many ways there are; the last one is asked with TLS. */
  static final int WAYS = 10;

  /** The way whose answer says 200 and never ends: what came of it is enough to count as one. */
  static final int ENDLESS = 7;

  private static final String HEAD = "HTTP/1.1 200 OK\r\n";

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private BadReceivers() {}

  /** What is done with a connection once something has come on it. */
  @FunctionalInterface
  private interface Way {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  /** Says the ports, and ends when nobody can ask any more. */
  public static void main(String[] args) throws IOException {
    BadReceivers all = new BadReceivers();
    try (Socket refusing = new Socket()) {
      refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // never listens
      List<Integer> ports =
          List.of(
              refusing.getLocalPort(),
              answering("429 Too Many Requests\r\nRetry-After: 1"),
              answering("503 Service Unavailable"),
              all.listen(socket -> socket.setSoLinger(true, 0)),
              all.listen(BadReceivers::resetInAnswer),
              all.listen(BadReceivers::hang),
              all.listen(BadReceivers::dribble),
              all.listen(BadReceivers::endless),
              all.listen(socket -> write(socket, "HTTP/x.y garbage\r\n\r\n")),
              all.listen(BadReceivers::hang));
      System.out.println(ports.stream().map(String::valueOf).collect(Collectors.joining(" ")));
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
    System.exit(0);
  }

  private static int answering(String answer) throws IOException {
    return HookServer.start(1, answer, (bytes, length) -> {}).ports().get(0);
  }

  private int listen(Way way) throws IOException {
    ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(listening, way));
    return listening.getLocalPort();
  }

  private void accept(ServerSocket listening, Way way) {
    while (true) {
      try {
        Socket socket = listening.accept();
        threads.execute(() -> serve(socket, way));
      } catch (IOException e) {
        throw new IllegalStateException("a bad receiver has ended", e);
      }
    }
  }

  private static void serve(Socket socket, Way way) {
    try (socket) {
      if (socket.getInputStream().read() >= 0) {
        way.serve(socket);
      }
    } catch (IOException | InterruptedException gone) {
      return; // the other side has had enough
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void resetInAnswer(Socket socket) throws IOException {
    write(socket, HEAD + "Content-Length: 100\r\n\r\nx");
    socket.setSoLinger(true, 0);
  }

  private static void hang(Socket socket) throws IOException {
    byte[] rest = new byte[1 << 14];
    while (socket.getInputStream().read(rest) >= 0) {
      Thread.onSpinWait();
    }
  }

  private static void dribble(Socket socket) throws IOException, InterruptedException {
    write(socket, HEAD + "Content-Length: 1000\r\n\r\n");
    while (true) {
      write(socket, "x");
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static void endless(Socket socket) throws IOException {
    String piece = "x".repeat(1 << 12);
    write(socket, HEAD + "Content-Length: 999999999999\r\n\r\n");
    while (true) {
      write(socket, piece);
    }
  }
}
