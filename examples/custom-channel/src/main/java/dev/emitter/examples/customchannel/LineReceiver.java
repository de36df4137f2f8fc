package dev.emitter.examples.customchannel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;

/** What the channel talks to: a server on loopback that answers each line with one of its own. */
final class LineReceiver implements AutoCloseable {

  private final ServerSocket server;
  private final Function<String, String> answers;

  private LineReceiver(ServerSocket server, Function<String, String> answers) {
    this.server = server;
    this.answers = answers;
  }

  /** Starts a receiver on a free port that answers lines with what the function returns. */
  static LineReceiver start(Function<String, String> answers) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    LineReceiver receiver = new LineReceiver(server, answers);
    Thread thread = new Thread(receiver::serve, "line-receiver");
    thread.setDaemon(true);
    thread.start();
    return receiver;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        // The sender is gone, or this receiver is closed: the next line, or the end.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    String line = lines.readLine();
    if (line != null) {
      socket.getOutputStream().write((answers.apply(line) + "\n").getBytes(UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
