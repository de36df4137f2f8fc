package dev.emitter.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A service of Power BI on loopback: it gives a token to whoever asks, and answers the rest as a
 * test says.
 */
final class PowerBiService implements AutoCloseable {

  static final String GROUP = "f089354e-8366-4e18-aea3-4cb4a3a50b48";

  private static final String TOKENS = "/token";

  private final HttpServer server;
  private final String token;
  private final Answering answering;

  /** Answers a request whose body was read. */
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange, String path, String body) throws IOException;
  }

  private PowerBiService(HttpServer server, String token, Answering answering) {
    this.server = server;
    this.token = token;
    this.answering = answering;
  }

  static PowerBiService start(String token, Answering answering) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PowerBiService service = new PowerBiService(server, token, answering);
    server.createContext("/", service::answer);
    server.start();
    return service;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    if (path.equals(TOKENS)) {
      String life = ",\"token_type\":\"Bearer\",\"expires_in\":3600}";
      reply(exchange, 200, "{\"access_token\":\"" + token + "\"" + life);
    } else {
      answering.answer(exchange, path, body);
    }
    exchange.close();
  }

  static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Tells of one dataset with one table, whichever of both was asked for. */
  static void describe(HttpExchange exchange, String path, String dataset, String table)
      throws IOException {
    reply(
        exchange,
        200,
        path.endsWith("/tables")
            ? "{\"value\":[{\"name\":\"" + table + "\"}]}"
            : "{\"value\":[{\"id\":\"d1\",\"name\":\"" + dataset + "\"}]}");
  }

  /** Returns whether a request has the token. */
  boolean isKnown(HttpExchange exchange) {
    return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Writes the identity {@code bi}, of the application that the service knows. */
  Path writeIdentities(Shell shell, String file, String secret) {
    return shell.write(
        file,
        """
        {"bi": {"type": "oauth2", "tokenUri": "%s%s", "clientId": "c", "clientSecret": "%s"}}
        """
            .formatted(uri(), TOKENS, secret));
  }

  /** Writes a definition of type PowerBI with these columns, in JSON, for the dataset d1. */
  void writeDefinition(
      Shell shell, String topic, String message, String dataset, String table, String columns) {
    shell.write(
        "emitters/rows.json",
        """
        {"type": "PowerBI", "topics": [["%s"]], "messages": ["%s"], "identityRef": "bi",
         "parameters": {"id": "d1", "schema": "%s", "name": "%s", "group": "%s",
          "endpoint": "%s", "batch": {"wait": "0ms"}, "columns": [%s]}}
        """
            .formatted(topic, message, dataset, table, GROUP, uri(), columns));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
