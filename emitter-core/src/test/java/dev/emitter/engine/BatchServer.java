package dev.emitter.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server that takes ids of events, a line each, and answers each request with one status; and the
 * type of channel that sends it batches.
 */
final class BatchServer implements ChannelProvider, AutoCloseable {

  private static final int MAX_BATCH = 250;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;
  private final Function<List<String>, Integer> statuses;
  final List<List<String>> requests = new CopyOnWriteArrayList<>();
  final List<String> stored = new CopyOnWriteArrayList<>();

  BatchServer(Function<List<String>, Integer> statuses) throws IOException {
    this.statuses = statuses;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      List<String> ids = body.lines().toList();
      requests.add(ids);
      int status = statuses.apply(ids);
      if (status == 200) {
        stored.addAll(ids);
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  @Override
  public String type() {
    return "Batches";
  }

  @Override
  public String description() {
    return "Sends ids of events, a line each.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Channel open(ChannelContext context) {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort());
    return new BatchChannel(client, uri);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record BatchChannel(HttpClient client, URI uri) implements Channel {

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.of(MAX_BATCH).withMaxInFlight(4);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      List<String> ids = batch.stream().map(one -> one.event().event().getId()).toList();
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(20))
              .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", ids)))
              .build();
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .thenApply(answer -> Collections.nCopies(batch.size(), result(answer.statusCode())));
    }

    private static DeliveryResult result(int status) {
      return switch (status) {
        case 200 -> DeliveryResult.delivered();
        case 400 -> DeliveryResult.rejected("400").ofBatch();
        default -> DeliveryResult.retry("" + status);
      };
    }

    @Override
    public void close(Duration grace) {}
  }
}
