package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run does that is asked to end while a receiver keeps it. */
@Tag("R1")
@Timeout(240)
final class SignalTest {

  private static final int OK = 204;
  private static final int UNAVAILABLE = 503;

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);
  private final HttpServer receiver;
  private final ExecutorService answering = Executors.newCachedThreadPool();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private volatile boolean hangs = true;
  private volatile int answer = OK;
  private @Nullable Process process;

  SignalTest() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    shell = new Shell(folder);
    receiver.setExecutor(answering);
    receiver.createContext("/", this::answer);
    receiver.start();
    shell.write(
        "emitters/hook.json",
        """
        {"type": "Webhook", "parameters": {"url": "http://127.0.0.1:%d/", "timeout": "5m"}}
        """
            .formatted(receiver.getAddress().getPort()));
  }

  @AfterEach
  void leaveNothingBehind() {
    if (process != null) {
      process.destroyForcibly();
    }
    hang.countDown();
    receiver.stop(0);
    answering.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    arrived.add(String.valueOf(exchange.getRequestHeaders().getFirst("ce-id")));
    try {
      if (hangs) {
        hang.await();
      }
      exchange.sendResponseHeaders(answer, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** Starts a run and waits until the receiver has an event. */
  private Process runThatDelivers(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("run", "--follow"));
    args.addAll(List.of("--emitters", "emitters"));
    args.addAll(List.of(options));
    Process run = JavaProcess.in(folder, args.toArray(String[]::new)).start();
    process = run;
    assumeTrue(run.supportsNormalTermination(), "this system cannot ask a process to end");
    run.getOutputStream().write(Shell.line("a", "1").getBytes(StandardCharsets.UTF_8));
    run.getOutputStream().flush();
    await().atMost(120, TimeUnit.SECONDS).until(() -> !arrived.isEmpty());
    return run;
  }

  private static void signal(Process to, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void awaitSaid(String text) {
    await()
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> shell.lines("err.txt").stream().anyMatch(line -> line.contains(text)));
  }

  /** A process inherits which signals are ignored, as those of a shell in the background are. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(ignored -> ignored.testBit(1));
  }

  @Test
  void aSecondSignalEndsItAtOnceAndNothingIsLost() throws Exception {
    Process run = runThatDelivers("--data", "data", "--drain", "10m");
    signal(run, "TERM");
    awaitSaid("asked to end: 1 event to be delivered (hook: 1); waiting at most 10m for them");
    signal(run, "TERM");
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(shell.lines("err.txt"))
        .last()
        .asString()
        .isEqualTo(
            "ended at once: 1 event to be delivered (hook: 1); the next run with this --data goes"
                + " on with that");
    hangs = false;
    arrived.clear();
    Shell.Result next = shell.publish(null, "--data", shell.path("data").toString());
    assertThat(next.status()).as(next.err()).isZero();
    assertThat(arrived).containsExactly("1");
  }

  @Test
  void aFirstSignalWaitsAsLongAsToldAndNoLonger() throws Exception {
    Process run = runThatDelivers("--drain", "1s");
    signal(run, "TERM");
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("asked to end: 1 event to be delivered (hook: 1); waiting at most 1s for them")
        .contains("not all was delivered within 1s");
  }

  /** Whoever asks waits for 30 s, as a rule. */
  @Test
  void aFirstSignalLeavesTimeForClosing() throws Exception {
    Process run = runThatDelivers();
    signal(run, "TERM");
    awaitSaid("waiting at most 20s for them");
  }

  @Test
  void anySignalMayBeTheSecondAndEventsInMemoryAreToldAsLost() throws Exception {
    assumeFalse(isInterruptIgnored(), "SIGINT is ignored here");
    Process run = runThatDelivers("--drain", "10m");
    signal(run, "INT");
    awaitSaid("asked to end: ");
    signal(run, "TERM");
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("ended at once: 1 event to be delivered (hook: 1); that is lost");
  }

  /** The next run goes on with it, so whoever stops the process need not wait. */
  @Test
  void whatOnlyWaitsToBeTriedAgainIsNotWaitedFor() throws Exception {
    hangs = false;
    answer = UNAVAILABLE;
    Process run = runThatDelivers("--data", "data", "--drain", "10m");
    signal(run, "TERM");
    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitStatus.UNDELIVERED);
    assertThat(folder.resolve("err.txt"))
        .content()
        .contains("what waits to be tried again is left to the next run");
  }
}
