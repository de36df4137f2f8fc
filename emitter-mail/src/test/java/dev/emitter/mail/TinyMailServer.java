package dev.emitter.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server of a few commands, with STARTTLS, that refuses some recipients or never answers.
 */
final class TinyMailServer implements AutoCloseable {

  final List<String> commands = new CopyOnWriteArrayList<>();
  private final @Nullable SSLContext tls;
  private final Set<String> refused;
  private final boolean silent;
  private final ServerSocket socket;

  private TinyMailServer(@Nullable SSLContext tls, Set<String> refused, boolean silent)
      throws IOException {
    this.tls = tls;
    this.refused = refused;
    this.silent = silent;
    this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread thread = new Thread(this::serve, "tiny-mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  static TinyMailServer withStartTls(SSLContext tls) throws IOException {
    return new TinyMailServer(tls, Set.of(), false);
  }

  static TinyMailServer refusing(String... addresses) throws IOException {
    return new TinyMailServer(null, Set.of(addresses), false);
  }

  static TinyMailServer silent() throws IOException {
    return new TinyMailServer(null, Set.of(), true);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.setSoTimeout(20_000);
        if (silent) {
          commands.add("connected");
          client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } else {
          reply(client, "220 tiny");
          talk(client, false);
        }
      } catch (IOException e) {
        commands.add("lost: " + e.getClass().getSimpleName());
      }
    }
  }

  private static void reply(Socket client, String text) throws IOException {
    Writer out = new java.io.OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8);
    out.write(text + "\r\n");
    out.flush();
  }

  private void talk(Socket client, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    String line = in.readLine();
    while (line != null) {
      commands.add((secure ? "tls " : "") + line);
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      reply(client, answer(verb, line, secure));
      if (verb.equals("STARTTLS") && tls != null) {
        talk(secured(client, tls), true);
        return;
      } else if (verb.equals("DATA")) {
        skipData(in);
        reply(client, "250 taken");
      }
      line = verb.equals("QUIT") ? null : in.readLine();
    }
  }

  private String answer(String verb, String line, boolean secure) {
    return switch (verb) {
      case "EHLO" -> {
        String offered = secure ? "AUTH PLAIN" : tls != null ? "STARTTLS" : "8BITMIME";
        yield "250-tiny\r\n250 " + offered;
      }
      case "STARTTLS" -> "220 go on";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "RCPT" -> refused.stream().anyMatch(line::contains) ? "550 nobody" : "250 ok";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static Socket secured(Socket client, SSLContext tls) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.getSocketFactory().createSocket(client, "localhost", client.getPort(), false);
    secured.setUseClientMode(false);
    return secured;
  }

  private static void skipData(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
