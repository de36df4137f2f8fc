package dev.emitter.http;

import dev.emitter.http.TransportException.Kind;
import dev.emitter.net.BlockedAddressException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ParseException;

/** Says in plain words why there is no answer. Of the address it shows scheme, host and port. */
final class Failures {

  private Failures() {}

  static TransportException closed() {
    return new TransportException(
        Kind.CLOSED, "the transport is closed", new IllegalStateException("closed"));
  }

  /** Returns the failure of a client whose threads an error of this process has ended. */
  static TransportException clientEnded(Endpoint endpoint, Exception cause) {
    String message =
        "the request to %s was given up, as an error, such as too little memory, has ended the HTTP"
            + " client of this process (%s); another client sends it again";
    return new TransportException(Kind.CLOSED, message.formatted(endpoint, words(cause)), cause);
  }

  /** Returns the failure of settings or an address that cannot be used; its words are ours. */
  static TransportException unusable(RuntimeException cause) {
    Kind kind = words(cause).startsWith("tls") ? Kind.TLS : Kind.NO_CONNECTION;
    return new TransportException(kind, words(cause), cause);
  }

  /** Returns the failure of a client that could not be started. */
  static TransportException unready(Throwable cause) {
    String message = "no request can be sent now: " + words(deepest(cause));
    return new TransportException(Kind.NO_CONNECTION, message + mend(cause), cause);
  }

  private static Throwable deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  /** Returns what to do where the process has no file descriptor left. */
  private static String mend(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Too many open files")) {
        return "; raise the limit of this process (ulimit -n), or find what keeps files open";
      }
    }
    return "";
  }

  static TransportException late(Endpoint endpoint, Duration within, Attempt.Step step) {
    String message =
        "%s gave no answer within %s: %s".formatted(endpoint, Words.of(within), step.words());
    return new TransportException(Kind.TIMEOUT, message, new SocketTimeoutException(message));
  }

  /**
   * Returns whether the cause is that a connection ended, not that something bad came over it. What
   * came before a request went out is no answer to it.
   */
  static boolean connectionEnded(Attempt.Step step, Exception cause) {
    return cause instanceof CancellationException
        || (cause instanceof HttpException && step == Attempt.Step.WAITING)
        || (cause instanceof IOException
            && !(cause instanceof SocketTimeoutException)
            && !(cause instanceof UnknownHostException)
            && !(cause instanceof CharacterCodingException));
  }

  static TransportException of(
      Endpoint endpoint, TransportSettings settings, Attempt.Step step, Exception cause) {
    if (cause instanceof BlockedAddressException) {
      return failure(Kind.BLOCKED, endpoint + ": " + words(cause), cause);
    }
    if (cause instanceof UnknownHostException) {
      return failure(Kind.UNKNOWN_HOST, endpoint + ": " + unknown(endpoint, cause), cause);
    }
    if (cause instanceof RefusedByProxyException) {
      return failure(Kind.NO_CONNECTION, endpoint + ": " + words(cause), cause);
    }
    return switch (step) {
      case WAITING, LOOKING_UP, CONNECTING, SHAKING_HANDS ->
          unconnected(endpoint, settings, step, cause);
      case SENDING, SENT, ANSWERING -> connected(endpoint, settings, step, cause);
    };
  }

  /** Says what the resolver says, where it is something else than that there is no such host. */
  private static String unknown(Endpoint endpoint, Exception cause) {
    String host = Endpoint.name(endpoint.host());
    String said = words(cause);
    boolean unanswered =
        said.startsWith(host + ": ")
            && !said.contains("not known")
            && !said.contains("No address associated");
    return unanswered
        ? "the host cannot be looked up: " + said.substring(host.length() + 2)
        : "there is no host " + host;
  }

  private static TransportException unconnected(
      Endpoint endpoint, TransportSettings settings, Attempt.Step step, Exception cause) {
    if (cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException) {
      String time = Words.of(settings.connectWithin());
      String message = "no connection to %s within %s: %s".formatted(endpoint, time, step.words());
      return failure(Kind.NO_CONNECTION, message, cause);
    }
    if (step == Attempt.Step.SHAKING_HANDS || cause instanceof SSLException) {
      return tls(endpoint, settings, cause);
    }
    Kind kind = cause instanceof HttpException ? Kind.BROKEN : Kind.NO_CONNECTION;
    return failure(kind, "no connection to " + endpoint + ": " + words(cause), cause);
  }

  private static TransportException connected(
      Endpoint endpoint, TransportSettings settings, Attempt.Step step, Exception cause) {
    if (cause instanceof SSLException && words(cause).contains("fatal alert")) {
      return tls(endpoint, settings, cause);
    }
    if (cause instanceof MessageConstraintException) {
      String message = endpoint + " sent an answer with too many or too long headers";
      return failure(Kind.BROKEN, message, cause);
    }
    if (cause instanceof HttpException) {
      // what cannot be parsed is not quoted: it may repeat the request
      String what = cause instanceof ParseException ? "" : ": " + words(cause);
      return failure(Kind.BROKEN, endpoint + " sent what is no HTTP" + what, cause);
    }
    String message =
        "the connection to %s ended: %s (%s)".formatted(endpoint, step.words(), words(cause));
    return failure(Kind.BROKEN, message, cause);
  }

  private static TransportException tls(
      Endpoint endpoint, TransportSettings settings, Exception cause) {
    String words = "TLS with " + endpoint + " failed: " + tlsWords(settings.tls(), cause);
    return failure(Kind.TLS, words, cause);
  }

  private static String tlsWords(TlsSettings tls, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExplainedTrust.Refused || cause instanceof SSLPeerUnverifiedException) {
        return words(cause);
      }
    }
    String words = words(failure);
    String alert = words.toLowerCase(Locale.ROOT);
    if (alert.contains("unrecognized ssl message") || alert.contains("not an ssl/tls record")) {
      return "what answered does not speak TLS; should the address begin with http://?";
    }
    if (!alert.contains("fatal alert")) {
      return words;
    }
    return alertWords(tls, words, alert);
  }

  private static String alertWords(TlsSettings tls, String words, String alert) {
    boolean aboutUs = alert.contains("certificate") || alert.contains("unknown_ca");
    if (aboutUs && tls.certificate() != null) {
      return "the receiver does not accept our certificate, tls.certificate (" + words + ")";
    }
    if (alert.contains("handshake_failure") && tls.certificate() != null) {
      return "the receiver has no cipher or version in common with us, or does not accept our"
          + " certificate, tls.certificate (%s)".formatted(words);
    }
    if (aboutUs || alert.contains("handshake_failure")) {
      return "the receiver seems to want a certificate of ours; give tls.certificate and tls.key"
          + " (%s)".formatted(words);
    }
    return words;
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    String words =
        message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    return AnswerText.harmless(words).replace('\n', ' ');
  }

  private static TransportException failure(Kind kind, String message, Exception cause) {
    return new TransportException(kind, message + mend(cause), cause);
  }
}
