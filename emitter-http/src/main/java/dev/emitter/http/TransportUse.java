package dev.emitter.http;

import dev.emitter.channel.ChannelShare;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One emitter's use of a shared client. Stages complete on the client's I/O threads, on the thread
 * of the timer, or on that of who closes; what hangs on a stage must not block. Closing ends the
 * requests under way with {@link TransportException.Kind#CLOSED}. Thread-safe.
 */
final class TransportUse implements HttpTransport {

  private final HttpTransports transports;
  private final TransportSettings settings;
  private final ChannelShare share;
  private final Set<Admission<?>> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable SharedClient shared;
  private volatile @Nullable Known known;

  /** Where an address leads. An emitter sends to the same over and over. */
  private record Known(URI uri, Endpoint endpoint) {}

  TransportUse(HttpTransports transports, TransportSettings settings, ChannelShare share) {
    this.transports = transports;
    this.settings = settings;
    this.share = share;
  }

  @Override
  public <T> CompletionStage<T> admit(URI receiver, Action<T> action) {
    Admission<T> admission = new Admission<>(action, waiting::remove);
    waiting.add(admission);
    admission.ask(share, this, receiver.getScheme() + "://" + receiver.getRawAuthority());
    if (closed.get()) {
      admission.close();
    }
    return admission.result();
  }

  @Override
  public @Nullable String waitsFor() {
    return Stream.concat(
            waiting.stream().map(Admission::waitsFor), underWay.stream().map(Exchange::waitsFor))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public CompletionStage<HttpAnswer> send(OutgoingRequest request, Duration within) {
    if (closed.get()) {
      return CompletableFuture.failedStage(Failures.closed());
    }
    CompletableFuture<HttpAnswer> result = new CompletableFuture<>();
    try {
      Endpoint endpoint = endpoint(request.uri());
      SharedClient client = client();
      if (endpoint.secure()) {
        client.tls(); // so that what is wrong with it is told as such
      }
      Exchange exchange =
          new Exchange(
              client, request, endpoint, settings, within, share, transports.timer(), result);
      underWay.add(exchange);
      exchange.whenOver(() -> underWay.remove(exchange));
      exchange.start();
      if (closed.get()) {
        exchange.end(Failures.closed());
      }
      return result;
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedStage(Failures.unusable(e));
    } catch (IllegalStateException | LinkageError e) {
      boolean isClosed = closed.get();
      return CompletableFuture.failedStage(isClosed ? Failures.closed() : Failures.unready(e));
    }
  }

  private Endpoint endpoint(URI uri) {
    Known last = known;
    if (last == null || !last.uri().equals(uri)) {
      last = new Known(uri, Endpoint.of(uri));
      known = last;
    }
    return last.endpoint();
  }

  private SharedClient client() {
    SharedClient client = shared;
    if (client == null || client.isDead()) {
      client = transports.client(settings);
      shared = client;
    }
    return client;
  }

  /** Returns how many requests are under way. */
  int underWay() {
    return underWay.size();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      waiting.forEach(Admission::close);
      underWay.forEach(exchange -> exchange.end(Failures.closed()));
      transports.release(settings);
    }
  }
}
