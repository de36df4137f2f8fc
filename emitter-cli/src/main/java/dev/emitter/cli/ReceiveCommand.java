package dev.emitter.cli;

import dev.emitter.definition.Secret;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.webhook.SignatureVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Receives what webhooks send, prints it and says what is wrong with it. */
@Command(
    name = "receive",
    description = {
      "Receives HTTP requests on this machine, prints each with what is wrong with it, and answers"
          + " as you say: to see what a webhook sends, and to try what it does when a receiver"
          + " fails.",
      "Checked are CloudEvents in all three modes, the size and, with --secret, the signature. A"
          + " request that is too large is answered 413, one whose signature is wrong 401.",
      "Shown as **** are the values of headers that may be secret by their names, and those in the"
          + " query of the address.",
      "Ends with Ctrl-C, or after --count requests. Exit status: 0, 2 for wrong options, 3 if a"
          + " request was not as it should be."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "emitter receive --port 8080",
      "emitter receive --answer 503 --fail-first 3 --secret '${env:HOOK_SECRET}'"
    },
    mixinStandardHelpOptions = true,
    versionProvider = EmitterCommand.Version.class)
final class ReceiveCommand implements Callable<Integer> {

  private static final int LEAST_STATUS = 200;
  private static final int LAST_STATUS = 599;
  private static final int LAST_PORT = 65_535;

  private final Streams streams;
  private final Termination termination;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where to listen (default 8080); 0 for any free port.")
  private int port = 8080;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = {
        "The address to listen at. If left out, only this machine can send.",
        "0.0.0.0 lets every machine send that reaches this one."
      })
  private @Nullable InetAddress bind;

  @Option(
      names = "--answer",
      paramLabel = "STATUS",
      description = "The status of answers, 200 to 599 (default 200; with --fail-first 503).")
  private @Nullable Integer answer;

  @Option(
      names = "--delay",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait before an answer, such as 7s.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--retry-after",
      paramLabel = "SECONDS",
      description = "The Retry-After of answers from 300 on.")
  private @Nullable Integer retryAfter;

  @Option(
      names = "--fail-first",
      paramLabel = "N",
      description =
          "Only the first N requests get --answer and --delay; later ones get 200 at once.")
  private @Nullable Integer failFirst;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = {
        "The secret that requests must be signed with; may be repeated.",
        "'${env:NAME}' keeps it out of the list of processes."
      })
  private List<String> secrets = new ArrayList<>();

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "How they are signed: standard (default), github, flow-production-tracking.")
  private @Nullable String scheme;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = "1048576",
      description = "The largest body that is taken (default 1048576).")
  private int maxBytes = 1 << 20;

  @Option(names = "--count", paramLabel = "N", description = "End after N requests.")
  private @Nullable Integer count;

  ReceiveCommand(Streams streams, Termination termination) {
    this.streams = streams;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    termination.heed();
    String fault = fault();
    SignatureVerifier verifier = fault == null ? verifier() : null;
    if (fault != null || (verifier == null && !secrets.isEmpty())) {
      return refused(fault);
    }
    RequestInspector inspector = new RequestInspector(verifier);
    boolean failsSome = failFirst != null;
    Answers answers =
        new Answers(
            answer == null ? (failsSome ? 503 : 200) : answer,
            delay,
            retryAfter,
            failFirst == null ? Integer.MAX_VALUE : failFirst);
    try (Receiver receiver =
        Receiver.start(address(), inspector, answers, maxBytes, streams.out(), Clock.systemUTC())) {
      announce(receiver.port());
      while (!isDone(receiver)) {
        receiver.awaitRequest(Duration.ofMillis(100));
      }
      return receiver.sawFaults() ? ExitStatus.UNDELIVERED : ExitStatus.DONE;
    } catch (IOException e) {
      return refused(
          "port = "
              + port
              + ": cannot listen there ("
              + e.getMessage()
              + "); --port 0 takes a free one");
    }
  }

  private boolean isDone(Receiver receiver) {
    return termination.isRequested()
        || (count != null && receiver.answered() >= count)
        || streams.out().checkError();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(bind == null ? InetAddress.getLoopbackAddress() : bind, port);
  }

  private void announce(int actual) {
    boolean here = bind == null || bind.isLoopbackAddress();
    String host = bind == null || bind.isAnyLocalAddress() ? "localhost" : bind.getHostAddress();
    String inUrl = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    streams.err().println("listening at http://" + inUrl + ":" + actual + "/; end with Ctrl-C");
    if (!here) {
      streams.err().println("warning: every machine that reaches this address can send here");
    }
  }

  private @Nullable String fault() {
    if (port < 0 || port > LAST_PORT) {
      return "--port " + port + ": give one from 0 to " + LAST_PORT;
    } else if (answer != null && (answer < LEAST_STATUS || answer > LAST_STATUS)) {
      return "--answer " + answer + ": give a status from 200 to 599";
    } else if (isNegative(failFirst)) {
      return "--fail-first " + failFirst + ": give 0 or more";
    } else if (isNegative(retryAfter)) {
      return "--retry-after " + retryAfter + ": give 0 or more";
    } else if (count != null && count < 1) {
      return "--count " + count + ": give at least 1, or leave it out to receive until Ctrl-C";
    } else if (scheme != null && secrets.isEmpty()) {
      return "--scheme " + scheme + ": is for --secret alone; give the secret, or leave it out";
    } else if (maxBytes < 1) {
      return "--max-bytes " + maxBytes + ": give at least 1";
    }
    return null;
  }

  private static boolean isNegative(@Nullable Integer number) {
    return number != null && number < 0;
  }

  /** Returns what verifies signatures, or null without a secret or after printing what is wrong. */
  private @Nullable SignatureVerifier verifier() {
    if (secrets.isEmpty()) {
      return null;
    }
    List<Secret> given = new ArrayList<>();
    for (String secret : secrets) {
      String value = SecretOption.value(secret, System::getenv);
      if (value == null) {
        streams.err().println("--secret: the variable that " + secret + " names is not set");
        return null;
      }
      given.add(Secret.of(value));
    }
    try {
      return SignatureVerifier.of(scheme == null ? "standard" : scheme, given);
    } catch (ConfigurationException e) {
      for (Problem problem : e.problems()) {
        streams.err().println("--secret: " + problem.message());
      }
    } catch (IllegalArgumentException e) {
      streams.err().println("--scheme: " + e.getMessage());
    }
    return null;
  }

  private int refused(@Nullable String fault) {
    if (fault != null) {
      streams.err().println(Texts.oneLine(fault));
    }
    return ExitStatus.FAULT;
  }
}
