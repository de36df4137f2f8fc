package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.config.Identities;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.handler.EventHandler;
import dev.emitter.log.EventLog;
import dev.emitter.problem.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Emitters for a test: as the application defines them, but nothing leaves the process. Every
 * channel is replaced by a {@link RecordingChannel}, which takes and checks the same parameters;
 * handlers are code of the application and are really called. What definitions name and a test does
 * not have, such as secrets, identities, recipients and handlers, is a dummy. Time stands still
 * until the test moves it. Close it at the end. Thread-safe, but only one thread may move the time.
 *
 * <pre>{@code
 * try (TestEmitters test = TestEmitters.builder().definitions(Path.of("system-emitters")).start()) {
 *   new OrderService(test.emitters()).place(order);
 *   assertThat(test.events()).deliveredTo("billing", event("order.placed"));
 * }
 * }</pre>
 */
public final class TestEmitters implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, Stage> stages;
  private final ManualClock clock;
  private final RecordedEvents events;
  private final Emitters emitters;

  TestEmitters(
      Map<String, Stage> stages, ManualClock clock, RecordedEvents events, Emitters emitters) {
    this.stages = Map.copyOf(stages);
    this.clock = clock;
    this.events = events;
    this.emitters = emitters;
    events.attach(emitters, this::settle, this::held);
  }

  /** Starts the configuration of emitters for a test. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the emitters, to be given to the code under test as its publisher. */
  public Emitters emitters() {
    return emitters;
  }

  /** Returns what was published and what became of it; for {@link EmitterAssertions}. */
  public RecordedEvents events() {
    return events;
  }

  /** Returns the clock that the emitters go by. */
  public ManualClock clock() {
    return clock;
  }

  /**
   * Returns how attempts of an emitter end, to be changed. A handler is called for the attempts
   * that the script neither fails nor holds, and then says itself how they end.
   *
   * @throws dev.emitter.problem.EmitterException if there is none of this id; it names one that was
   *     meant
   * @throws IllegalArgumentException if its channel is a real one
   */
  public ChannelScript script(String emitterId) {
    String type = emitters.status(emitterId).type();
    Stage stage = stages.get(type.toLowerCase(Locale.ROOT));
    if (stage == null) {
      throw new IllegalArgumentException(
          "emitter \""
              + emitterId
              + "\" has a real channel of type "
              + type
              + ", which cannot be scripted; those that can are of type "
              + stages.values().stream().map(Stage::type).sorted().toList());
    }
    return stage.scripts().of(emitterId);
  }

  /**
   * Waits until nothing more happens before time goes on. Calls that a script lets hang or take
   * long are not waited for.
   *
   * @throws AssertionError if a real channel or a handler does not come to rest
   */
  public TestEmitters settle() {
    Settling.of(emitters, PATIENCE, this::held);
    return this;
  }

  private int held(String emitterId) {
    return stages.values().stream().mapToInt(stage -> stage.held().count(emitterId)).sum();
  }

  /**
   * Moves time as if it had passed moment by moment, and lets the emitters do all that falls due on
   * the way: hours of retries pass in milliseconds.
   *
   * @throws IllegalArgumentException if the duration is negative
   * @throws AssertionError if a real channel or a handler does not come to rest
   */
  public TestEmitters advance(Duration by) {
    clock.move(by, this::settle);
    return this;
  }

  /**
   * Moves time no further than it takes until every emitter has settled all that was published, or
   * is disabled.
   *
   * @param most how far time may be moved
   * @throws AssertionError if that is not enough, or never will be, because a channel hangs
   */
  public TestEmitters advanceUntilIdle(Duration most) {
    Duration end = Duration.ofNanos(clock.nanoTime()).plus(most);
    settle();
    while (!emitters.awaitIdle(Duration.ZERO)) {
      Duration left = end.minusNanos(clock.nanoTime());
      if (left.isNegative() || !clock.runNext(left)) {
        throw new AssertionError(
            "not idle after " + most + " of the manual clock; status: " + emitters.status());
      }
      settle();
    }
    return this;
  }

  /** Closes the emitters; calls that hang are given up. What was recorded stays. */
  @Override
  public void close() {
    events.attach(emitters, () -> {}, emitterId -> 0);
    stages.values().forEach(Stage::giveUp);
    emitters.close();
  }

  /** Configures emitters for a test. Not thread-safe. */
  public static final class Builder {

    private final TestEmittersSettings settings = new TestEmittersSettings();

    private Builder() {}

    /**
     * Sets the folder of definition files that the application ships. A broken file fails the
     * start, with every fault.
     */
    public Builder definitions(Path folder) {
      settings.folder = folder;
      return this;
    }

    /** Adds an emitter. */
    public Builder definition(EmitterDefinition definition) {
      settings.definitions.add(definition);
      return this;
    }

    /** Adds an emitter as a definition file of this id says. */
    public Builder definition(String id, String json) {
      settings.json.put(id, json);
      return this;
    }

    /**
     * Adds a channel type that is not on the class path as a service. It is replaced like all,
     * unless it is a {@link RecordingChannel}, which then goes by the clock of the test.
     */
    public Builder channel(ChannelProvider provider) {
      settings.channels.add(provider);
      return this;
    }

    /** Lets a channel type do its real work in this test, such as one that is under test. */
    public Builder realChannel(ChannelProvider provider) {
      settings.real.add(provider);
      return this;
    }

    /**
     * Adds code that definitions of type {@code Handler} may name; it is really called, unless a
     * script fails the attempt. A name for which nothing is added is a dummy that does nothing.
     */
    public Builder handler(String name, EventHandler handler) {
      settings.handlers.put(name, handler);
      return this;
    }

    /**
     * Sets what {@code ${env:NAME}} stands for. A name not set is one of the process; one that is
     * not set there either, and a file that {@code ${file:PATH}} names and does not exist, stand
     * for a dummy that the parameter takes.
     */
    public Builder environment(String name, String value) {
      settings.environment.put(name, value);
      return this;
    }

    /** Sets the identities that definitions may refer to. If unset, a dummy of any name. */
    public Builder identities(Identities known) {
      settings.identities = known;
      return this;
    }

    /**
     * Refuses definitions that name a variable, a file, an identity or a handler that is not there,
     * as the application would. If this is not called, dummies stand for them. A type that is given
     * to {@link #realChannel} never gets dummies.
     */
    public Builder withoutDummies() {
      settings.withDummies = false;
      return this;
    }

    /** Sets the clock. If unset, one that stands at the beginning of 2026, UTC. */
    public Builder clock(ManualClock manual) {
      settings.clock = manual;
      return this;
    }

    /** Sets the log, such as one that survives a restart. If unset, one in memory. */
    public Builder log(EventLog log) {
      settings.log = log;
      return this;
    }

    /**
     * Changes anything else, such as the catalogue or the users. The time, the listener, the
     * identities, the environment and the folder are set here already, and stay.
     */
    public Builder configure(UnaryOperator<EmittersBuilder> more) {
      settings.more.add(more);
      return this;
    }

    /**
     * Starts.
     *
     * @throws ConfigurationException with every fault of the definitions
     */
    public TestEmitters start() {
      return settings.start();
    }
  }
}
