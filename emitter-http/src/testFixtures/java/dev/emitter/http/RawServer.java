package dev.emitter.http;

import dev.emitter.event.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TCP server on loopback that does with each connection what a test says, however bad. One thread
 * a connection; {@link #close()} ends all, and fails if a {@link RequestJudge} of the module found
 * fault with a request.
 */
public final class RawServer implements AutoCloseable {

  /** What to do with one connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Behaviour {
    public void serve(Connection connection) throws IOException, InterruptedException;
  }

  /** One request as it came. */
  public record Request(String line, List<HttpHeader> headers, Payload body) {

    public @Nullable String header(String name) {
      return HttpHeader.find(headers, name);
    }

    public String text() {
      return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  /** A connection of the server. */
  public final class Connection {

    private final Socket socket;

    public Connection(Socket socket) {
      this.socket = socket;
    }

    public Socket socket() {
      return socket;
    }

    /** Reads one request and records it; returns null at the end of the connection. */
    public @Nullable Request read() throws IOException {
      InputStream in = socket.getInputStream();
      String line = line(in);
      if (line == null) {
        return null;
      }
      List<HttpHeader> headers = new CopyOnWriteArrayList<>();
      for (String next = line(in); next != null && !next.isEmpty(); next = line(in)) {
        int colon = next.indexOf(':');
        headers.add(new HttpHeader(next.substring(0, colon), next.substring(colon + 1).strip()));
      }
      String length = HttpHeader.find(headers, "Content-Length");
      byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
      Request request = new Request(line, headers, Payload.of(body));
      requests.add(request);
      for (RequestJudge judge : JUDGES) {
        if (judge.judges(request)) {
          judged.incrementAndGet();
          faults.addAll(judge.faults(request));
        }
      }
      return request;
    }

    /** Writes text as it is. */
    public void write(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Writes a whole answer. */
    public void answer(int status, String body, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Because\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
      write(head + body);
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the test or the other side ends the connection; whatever comes is dropped. */
    public void hang() throws IOException {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        Thread.onSpinWait();
      }
    }

    /** Waits for a moment between bytes, or until the server is closed. */
    public void pause(long millis) throws InterruptedException {
      if (closing.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        closing.release();
        throw new InterruptedException("closed");
      }
    }
  }

  private static final List<RequestJudge> JUDGES =
      ServiceLoader.load(RequestJudge.class).stream().map(ServiceLoader.Provider::get).toList();

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger judged = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Semaphore closing = new Semaphore(0);
  private final boolean secure;

  private RawServer(ServerSocket server, boolean secure, Behaviour behaviour) {
    this.server = server;
    this.secure = secure;
    this.behaviour = behaviour;
    threads.execute(this::accept);
  }

  /** Starts a server without TLS. */
  public static RawServer start(Behaviour behaviour) throws IOException {
    return new RawServer(
        new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), false, behaviour);
  }

  /**
   * Starts a server with the version of TLS of the context; a client must have a certificate if so
   * wanted.
   */
  public static RawServer startTls(
      SSLContext context, boolean wantsCertificate, Behaviour behaviour) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(wantsCertificate);
    socket.setEnabledProtocols(new String[] {context.getProtocol()});
    return new RawServer(socket, true, behaviour);
  }

  /** Answers each request on a connection alike, as long as the client keeps it. */
  public static Behaviour answering(int status, String body, String... headers) {
    return connection -> {
      while (connection.read() != null) {
        connection.answer(status, body, headers);
      }
    };
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        accepted.incrementAndGet();
        if (server.isClosed()) { // too late for close() to find it
          socket.close();
        } else {
          threads.execute(() -> serve(socket));
        }
      } catch (IOException | RejectedExecutionException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(new Connection(socket));
    } catch (IOException | InterruptedException gone) {
      open.remove(socket);
    } finally {
      open.remove(socket);
      ended.incrementAndGet();
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(b);
    }
    return null;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Returns the address of a path, the host by its number. */
  public URI uri(String path) {
    return uri("127.0.0.1", path);
  }

  /** Returns the address of a path of this server under a name. */
  public URI uri(String host, String path) {
    String scheme = secure ? "https" : "http";
    return URI.create(
        "%s://%s:%d%s".formatted(scheme, host, port(), path).toLowerCase(Locale.ROOT));
  }

  /** Returns the requests read so far. */
  public List<Request> requests() {
    return requests;
  }

  /** Returns how many connections were accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** Returns how many connections have ended. */
  public int ended() {
    return ended.get();
  }

  @Override
  public void close() throws IOException {
    closing.release();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
    if (!faults.isEmpty()) {
      throw new AssertionError("requests with faults: " + faults);
    }
  }

  /** Returns how many requests a judge was asked to read. */
  public int judged() {
    return judged.get();
  }
}
