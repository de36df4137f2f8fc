package dev.emitter.flow.http;

import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowDefinition.Action;
import dev.emitter.definition.FlowStatus;
import dev.emitter.event.Payload;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.ChainState;
import dev.emitter.flow.ChainStep;
import dev.emitter.http.HttpAnswer;
import dev.emitter.net.AddressGuard;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has chains of flow traces run again: it reads from the log how a chain stands, and sends a record
 * of each step that is to run to the address that the chain's flow declares. Each request is sent
 * once, after its address was tried. Flows of users reach public addresses only, those of operators
 * any; who may ask for what is up to the application. Thread-safe.
 */
public final class Flows implements AutoCloseable {

  private static final int SUCCESS = 200;
  private static final int NO_SUCCESS = 300;

  private final List<FlowDefinition> flows;
  private final ChainReader reader;
  private final FlowAddresses addresses;

  private Flows(Builder builder) {
    this.flows = builder.flows;
    this.reader = builder.reader;
    this.addresses =
        new FlowAddresses(
            builder.forUsers,
            builder.forOperators,
            builder.ca,
            builder.timeout,
            builder.httpOnLoopback);
  }

  /**
   * Starts the configuration.
   *
   * @param flows the declared flows, no two of them with the same mapping
   * @param reader tells how chains stand
   */
  public static Builder builder(List<FlowDefinition> flows, ChainReader reader) {
    return new Builder(List.copyOf(flows), Objects.requireNonNull(reader, "reader"));
  }

  /** Returns the flow that a chain is a run of, or null if none is declared with its mapping. */
  public @Nullable FlowDefinition flowOf(ChainState chain) {
    return flows.stream()
        .filter(flow -> flow.mapping().equals(chain.mapping()))
        .findFirst()
        .orElse(null);
  }

  /** Returns how a chain stands. Reads the whole log on the calling thread. */
  public ChainState state(String chainId) {
    return reader.read(chainId);
  }

  /**
   * Has the failed steps of a failed chain run again; inside of a failed step, the outermost alone.
   * Reads the whole log on the calling thread; then the stage completes with what became of the
   * request, never exceptionally.
   */
  public CompletionStage<FlowOutcome> resume(String chainId) {
    return run(reader.read(chainId), Action.RESUME);
  }

  /**
   * Has a chain run again from its first step, whatever its status. Reads the whole log on the
   * calling thread; then the stage completes with what became of the request, never exceptionally.
   */
  public CompletionStage<FlowOutcome> resubmit(String chainId) {
    return run(reader.read(chainId), Action.RESUBMIT);
  }

  private CompletionStage<FlowOutcome> run(ChainState chain, Action action) {
    FlowDefinition flow = flowOf(chain);
    FlowDefinition.Address address = flow == null ? null : flow.address(action);
    String refusal = refusal(chain, flow, address, action);
    if (refusal != null || flow == null || address == null) {
      String reason = "chain " + chain.chainId() + ": " + refusal;
      return CompletableFuture.completedFuture(new FlowOutcome.Refused(reason));
    }
    List<ChainStep> steps = steps(chain, action);
    Payload body = RunRecords.array(chain, steps, flow, action);
    return addresses
        .send(flow, address, "OPTIONS", Payload.of())
        .thenCompose(
            trial ->
                trial.check().isReached()
                    ? addresses
                        .send(flow, address, "POST", body)
                        .thenApply(sending -> outcome(flow, steps, sending))
                    : CompletableFuture.completedFuture(new FlowOutcome.Unreached(trial.check())));
  }

  private static List<ChainStep> steps(ChainState chain, Action action) {
    ChainStep first = chain.first();
    return action == Action.RESUME ? chain.failed() : first == null ? List.of() : List.of(first);
  }

  /** Returns why a chain cannot be run again, or null. */
  private static @Nullable String refusal(
      ChainState chain,
      @Nullable FlowDefinition flow,
      FlowDefinition.@Nullable Address address,
      Action action) {
    String verb = action.name().toLowerCase(Locale.ROOT);
    if (chain.isUnknown()) {
      return "the log has no entry of it"
          + (chain.logBegins() == null
              ? ""
              : "; the log begins at " + chain.logBegins() + ", and what was before is gone");
    }
    if (chain.isCut()) {
      return "the log begins at "
          + chain.logBegins()
          + " and has given up a part of it: "
          + String.join(", ", chain.missing())
          + "; run it again where it came from";
    }
    if (flow == null) {
      return chain.mapping() == null
          ? "its entries say no mapping, so it is a run of no flow"
          : "no flow is declared with its mapping, " + chain.mapping();
    }
    if (address == null) {
      return "flow " + flow.id() + " has no address for it; add " + verb + " to its file";
    }
    FlowStatus status = chain.status();
    if (action == Action.RESUME && status != FlowStatus.FAILED) {
      return "it has not failed ("
          + (status == null ? "" : status.text())
          + "), and only failed chains are resumed; resubmit it";
    }
    return action == Action.RESUBMIT && chain.first() == null
        ? "it has no first step: each is inside of another that the log does not have"
        : null;
  }

  private static FlowOutcome outcome(
      FlowDefinition flow, List<ChainStep> steps, FlowAddresses.Sending sending) {
    HttpAnswer answer = sending.answer();
    if (answer == null) {
      return new FlowOutcome.Unreached(sending.check());
    }
    return answer.status() >= SUCCESS && answer.status() < NO_SUCCESS
        ? new FlowOutcome.Sent(
            flow.id(), steps.stream().map(ChainStep::id).toList(), answer.status(), answer.head())
        : new FlowOutcome.Rejected(answer.status(), answer.head());
  }

  /**
   * Tries whether an address of a flow can be reached, by a request for its options. The stage
   * completes with what was found, never exceptionally.
   *
   * @throws IllegalArgumentException if the flow has no such address
   */
  public CompletionStage<AddressCheck> check(FlowDefinition flow, Action action) {
    FlowDefinition.Address address = flow.address(action);
    if (address == null) {
      throw new IllegalArgumentException(flow + " has no address for " + action);
    }
    return addresses
        .send(flow, address, "OPTIONS", Payload.of())
        .thenApply(FlowAddresses.Sending::check);
  }

  /** Ends the requests under way, and closes connections; the log stays open. */
  @Override
  public void close() {
    addresses.close();
  }

  /** Configures flows. Not thread-safe. */
  public static final class Builder {

    private final List<FlowDefinition> flows;
    private final ChainReader reader;
    private AddressGuard forUsers = AddressGuard.publicOnly();
    private AddressGuard forOperators = AddressGuard.off();
    private Duration timeout = Duration.ofSeconds(30);
    private @Nullable String ca;
    private boolean httpOnLoopback;

    private Builder(List<FlowDefinition> flows, ChainReader reader) {
      this.flows = flows;
      this.reader = reader;
    }

    /** Sets which addresses flows of users may reach. If unset, public ones. */
    public Builder guardUsers(AddressGuard guard) {
      this.forUsers = Objects.requireNonNull(guard, "guard");
      return this;
    }

    /** Sets which addresses flows of operators may reach. If unset, any. */
    public Builder guardOperators(AddressGuard guard) {
      this.forOperators = Objects.requireNonNull(guard, "guard");
      return this;
    }

    /** Sets how long a receiver may take to answer. If unset, 30 seconds. */
    public Builder timeout(Duration time) {
      this.timeout = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets certificates in PEM of who may vouch for receivers. If unset, those that the JVM trusts.
     */
    public Builder ca(@Nullable String pem) {
      this.ca = pem;
      return this;
    }

    /** Takes http addresses that lead to this machine, too: for trying out. */
    public Builder allowHttpOnLoopback() {
      this.httpOnLoopback = true;
      return this;
    }

    /**
     * Returns the flows. No connection is made before the first request.
     *
     * @throws dev.emitter.problem.ConfigurationException if {@code ca} holds no certificates
     */
    public Flows build() {
      return new Flows(this);
    }
  }
}
