package dev.emitter.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.net.HttpRedaction;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server that prints each request and answers as it is told. Thread-safe. */
final class Receiver implements AutoCloseable {

  /** Headers whose values are addresses, which may have a token in their query. */
  private static final Set<String> ADDRESSES =
      Set.of("location", "referer", "webhook-request-callback");

  private static final int THREADS = 64;
  private static final int MOST_CHARACTERS = 4_000;

  private final HttpServer server;
  private final ExecutorService threads;
  private final RequestInspector inspector;
  private final Answers answers;
  private final int maxBytes;
  private final PrintStream out;
  private final Clock clock;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean faulty;

  private Receiver(
      HttpServer server,
      RequestInspector inspector,
      Answers answers,
      int maxBytes,
      PrintStream out,
      Clock clock) {
    this.server = server;
    this.inspector = inspector;
    this.answers = answers;
    this.maxBytes = maxBytes;
    this.out = out;
    this.clock = clock;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "emitter-receive");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to listen; throws if it cannot. */
  static Receiver start(
      InetSocketAddress address,
      RequestInspector inspector,
      Answers answers,
      int maxBytes,
      PrintStream out,
      Clock clock)
      throws IOException {
    Receiver receiver =
        new Receiver(HttpServer.create(address, 0), inspector, answers, maxBytes, out, clock);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.createContext("/", receiver::receive);
    receiver.server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns how many requests have been answered. */
  int answered() {
    return answered.get();
  }

  /** Returns whether something was wrong with a request. */
  boolean sawFaults() {
    return faulty;
  }

  /** Waits for a request to be answered, at most so long. */
  void awaitRequest(Duration most) throws InterruptedException {
    boolean unused = arrivals.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      ReceivedRequest request = read(exchange);
      String origin = request.header("WebHook-Request-Origin");
      if (request.method().equals("OPTIONS") && origin != null) {
        agree(exchange, request, origin);
        return;
      }
      int number = numbers.incrementAndGet();
      RequestInspector.Finding finding = inspector.inspect(request, clock.instant());
      faulty |= finding.faulty();
      int status = finding.refusal() > 0 ? finding.refusal() : answers.statusOf(number);
      print(number, request, finding, status);
      if (!isClosedAfter(answers.delayOf(number))) {
        answer(exchange, status);
      }
    } finally {
      answered.incrementAndGet();
      arrivals.release();
    }
  }

  private ReceivedRequest read(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
    boolean tooLarge = body.length > maxBytes;
    return new ReceivedRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        headers,
        tooLarge ? Arrays.copyOf(body, maxBytes) : body,
        tooLarge);
  }

  /** Consents to the handshake of the CloudEvents webhook specification. */
  private void agree(HttpExchange exchange, ReceivedRequest request, String origin)
      throws IOException {
    exchange.getResponseHeaders().set("Allow", "POST");
    exchange.getResponseHeaders().set("WebHook-Allowed-Origin", origin);
    say(
        List.of(
            "handshake "
                + HttpRedaction.target(request.target())
                + " from "
                + origin
                + ": agreed to receive its events"));
    exchange.sendResponseHeaders(Answers.OK, -1);
  }

  private boolean isClosedAfter(Duration delay) {
    try {
      return !delay.isZero() && closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    if (status >= 300 && answers.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", answers.retryAfter().toString());
    }
    exchange.sendResponseHeaders(status, -1);
  }

  private void print(
      int number, ReceivedRequest request, RequestInspector.Finding finding, int status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "#"
            + number
            + " "
            + clock.instant()
            + " "
            + request.method()
            + " "
            + HttpRedaction.target(request.target())
            + ", "
            + Texts.count(request.body().length, "byte")
            + ", answered "
            + status);
    request
        .headers()
        .forEach((name, values) -> lines.add("  " + name + ": " + shown(name, values)));
    finding.lines().forEach(line -> lines.add("  = " + line));
    text(request.body()).lines().forEach(line -> lines.add("  | " + line));
    say(lines);
  }

  private static String shown(String name, List<String> values) {
    if (HttpRedaction.isSecretHeader(name)) {
      return HttpRedaction.HIDDEN;
    }
    String value = String.join(", ", values);
    return ADDRESSES.contains(name.toLowerCase(Locale.ROOT)) ? HttpRedaction.address(value) : value;
  }

  private static String text(byte[] body) {
    String text = decoded(body);
    return text == null ? "(bytes that are no text)" : Texts.shortened(text, MOST_CHARACTERS);
  }

  private static @Nullable String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Prints lines that stay together. */
  private void say(List<String> lines) {
    synchronized (out) {
      lines.forEach(line -> out.println(Texts.oneLine(line)));
      out.flush();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
