package dev.emitter.benchmarks.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link HookServer} in a process of its own, whose processor time is not counted. */
final class HookServerProcess {

  static final String SHOW = "show";
  static final String READY = "ready";

  private HookServerProcess() {}

  /** Takes how many ports to open, says which, and ends when nobody can ask it any more. */
  public static void main(String[] args) throws IOException {
    AtomicReference<@Nullable CompletableFuture<String>> wanted = new AtomicReference<>();
    HookServer server =
        HookServer.start(
            Integer.parseInt(args[0]),
            HookServer.OK,
            (bytes, length) -> {
              CompletableFuture<String> asked = wanted.get();
              if (asked != null) {
                wanted.set(null);
                asked.complete(HexFormat.of().formatHex(bytes, 0, length));
              }
            });
    System.out.println(
        server.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      CompletableFuture<String> asked = new CompletableFuture<>();
      wanted.set(asked);
      System.out.println(READY);
      System.out.println(asked.join());
    }
  }
}
