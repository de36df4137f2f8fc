package dev.emitter.flow.http;

import dev.emitter.channel.ChannelShares;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.event.Payload;
import dev.emitter.flow.http.AddressCheck.Verdict;
import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.HttpTransports;
import dev.emitter.http.JvmTls;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.Redaction;
import dev.emitter.http.ShownAnswer;
import dev.emitter.http.Tls;
import dev.emitter.http.TlsSettings;
import dev.emitter.http.TransportException;
import dev.emitter.http.TransportSettings;
import dev.emitter.net.AddressGuard;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends requests to the addresses of flows, and tells what keeps them away. Thread-safe. */
final class FlowAddresses {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES = 1 << 14;

  private final HttpTransports transports = new HttpTransports();
  private final ChannelShares shares = ChannelShares.defaults();
  private final Map<Optional<String>, HttpTransport> byOwner = new ConcurrentHashMap<>();
  private final TransportSettings forUsers;
  private final TransportSettings forOperators;
  private final Duration timeout;
  private final boolean httpOnLoopback;
  private volatile boolean closed;

  FlowAddresses(
      AddressGuard forUsers,
      AddressGuard forOperators,
      @Nullable String ca,
      Duration timeout,
      boolean httpOnLoopback) {
    TlsSettings tls = new TlsSettings(true, ca, null, null);
    String fault = Tls.check(tls);
    if (fault != null) {
      throw new ConfigurationException("ca: " + fault);
    }
    this.forUsers = settings(tls, forUsers);
    this.forOperators = settings(tls, forOperators);
    this.timeout = timeout;
    this.httpOnLoopback = httpOnLoopback;
  }

  private static TransportSettings settings(TlsSettings tls, AddressGuard guard) {
    return new TransportSettings(tls, guard, null, CONNECT_WITHIN, ANSWER_BYTES);
  }

  /**
   * What came of a request.
   *
   * @param check whether there was an answer
   * @param answer the answer without secrets; null for none
   */
  record Sending(AddressCheck check, @Nullable HttpAnswer answer) {}

  /** Sends a request; the stage always completes with what came of it. */
  CompletionStage<Sending> send(
      FlowDefinition flow, FlowDefinition.Address address, String method, Payload body) {
    if (!address.isHttps() && !(httpOnLoopback && address.isHttpOnLoopback())) {
      return unsent(
          Verdict.NOT_HTTPS, "the address does not begin with https://; give one that does");
    }
    try {
      JvmTls.prepare();
      List<HttpHeader> own = headers(address);
      List<HttpHeader> headers = new ArrayList<>(own);
      if (body.size() > 0) {
        headers.add(new HttpHeader("Content-Type", "application/json"));
      }
      HttpTransport transport = transport(flow.owner());
      OutgoingRequest request = new OutgoingRequest(method, address.url(), headers, body);
      return transport
          .admit(address.url(), waited -> transport.send(request, timeout))
          .handle(
              (answer, failure) ->
                  failure == null
                      ? new Sending(reached(answer), shown(answer, own))
                      : new Sending(check(failure), null));
    } catch (EmitterException e) {
      return unsent(Verdict.NOT_SENT, String.valueOf(e.getMessage()));
    }
  }

  private HttpTransport transport(@Nullable String owner) {
    HttpTransport transport =
        byOwner.computeIfAbsent(
            Optional.ofNullable(owner),
            any -> transports.open(owner == null ? forOperators : forUsers, shares.of(owner)));
    if (closed) {
      transport.close();
    }
    return transport;
  }

  private static CompletionStage<Sending> unsent(Verdict verdict, String words) {
    return CompletableFuture.completedFuture(new Sending(new AddressCheck(verdict, words), null));
  }

  /** Returns the headers of a flow; their values are read now, as secrets may have changed. */
  private static List<HttpHeader> headers(FlowDefinition.Address address) {
    List<HttpHeader> headers = new ArrayList<>();
    address
        .headers()
        .forEach(
            (name, secret) -> {
              String value = secret.reveal();
              if (HeaderText.valueFault(name) != null || HeaderText.valueFault(value) != null) {
                throw new EmitterException(
                    "header " + name + ": has characters that no header may have");
              }
              headers.add(new HttpHeader(name, value));
            });
    return headers;
  }

  private static AddressCheck reached(HttpAnswer answer) {
    return new AddressCheck(Verdict.REACHED, "answered with status " + answer.status());
  }

  private static HttpAnswer shown(HttpAnswer answer, List<HttpHeader> own) {
    List<HttpHeader> secret =
        own.stream()
            .filter(header -> Redaction.isSecret(header) || !Redaction.isTooShort(header))
            .toList();
    return ShownAnswer.of(answer, secret, List.of(), Duration.ZERO).answer();
  }

  private static AddressCheck check(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TransportException known
        ? new AddressCheck(verdict(known), String.valueOf(known.getMessage()))
        : new AddressCheck(Verdict.NOT_SENT, "the request failed: " + cause);
  }

  private static Verdict verdict(TransportException failure) {
    return switch (failure.kind()) {
      case BLOCKED -> Verdict.NOT_ALLOWED;
      case UNKNOWN_HOST -> Verdict.UNREACHABLE;
      case NO_CONNECTION -> isRefused(failure) ? Verdict.REFUSED : Verdict.UNREACHABLE;
      case TLS -> isAboutCertificate(failure) ? Verdict.BAD_CERTIFICATE : Verdict.NOT_HTTPS;
      case TIMEOUT, BROKEN -> Verdict.NO_ANSWER;
      case CLOSED, CREDENTIALS -> Verdict.NOT_SENT;
    };
  }

  /** Their words say so, whoever did not like whose. */
  private static boolean isAboutCertificate(TransportException failure) {
    return String.valueOf(failure.getMessage()).contains("certificate");
  }

  private static boolean isRefused(TransportException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          && String.valueOf(cause.getMessage()).contains("refused")) {
        return true;
      }
    }
    return false;
  }

  void close() {
    closed = true;
    byOwner.values().forEach(HttpTransport::close);
  }
}
