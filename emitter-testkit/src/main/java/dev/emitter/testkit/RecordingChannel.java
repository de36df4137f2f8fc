package dev.emitter.testkit;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A channel type that carries nothing anywhere: it remembers every delivery and answers as a test
 * says. Given to {@code Emitters.builder().channel(..)} it takes the place of the real type of its
 * name for all emitters. It never blocks. Thread-safe.
 *
 * <pre>{@code
 * RecordingChannel webhook = RecordingChannel.of("Webhook");
 * webhook.failNext(2, "503 service unavailable");
 * }</pre>
 */
public final class RecordingChannel implements ChannelProvider {

  private final String type;
  private final @Nullable ChannelProvider original;
  private final List<Parameter> parameters;
  private final Stage stage;
  private volatile ChannelTraits traits = ChannelTraits.of(64).withMaxInFlight(8);

  private RecordingChannel(
      String type, @Nullable ChannelProvider original, List<Parameter> parameters) {
    this.type = type;
    this.stage = new Stage(type);
    this.original = original;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Returns a channel type of this name. It takes the parameters of the type of that name on the
   * class path and checks them like it; if there is none, it takes no parameters.
   */
  public static RecordingChannel of(String type) {
    ChannelProvider found = Providers.find(type);
    return found == null ? of(type, List.of()) : inPlaceOf(found);
  }

  /** Returns a channel type of this name that takes these parameters. */
  public static RecordingChannel of(String type, List<Parameter> parameters) {
    return new RecordingChannel(type, null, parameters);
  }

  /** Returns a channel type with the name, the parameters and the checks of the given one. */
  public static RecordingChannel inPlaceOf(ChannelProvider original) {
    return new RecordingChannel(original.type(), original, original.parameters());
  }

  // What it does.

  /** Returns the script of one emitter of this type, which comes before the one for all. */
  public ChannelScript script(String emitterId) {
    return stage.scripts().of(emitterId);
  }

  /** Fails the next attempts of any emitter for now, so that they are tried again. */
  public RecordingChannel failNext(int attempts) {
    stage.scripts().all().failNext(attempts);
    return this;
  }

  /** Fails the next attempts of any emitter for now, for this reason. */
  public RecordingChannel failNext(int attempts, String reason) {
    stage.scripts().all().failNext(attempts, reason);
    return this;
  }

  /** Refuses the event of the next attempt of any emitter for good. */
  public RecordingChannel rejectNext(String reason) {
    stage.scripts().all().rejectNext(reason);
    return this;
  }

  /** Asks at the next attempt of any emitter for that emitter to be disabled. */
  public RecordingChannel disableNext(String reason) {
    stage.scripts().all().disableNext(reason);
    return this;
  }

  /** Fails for now each delivery of which this is true when it is attempted. */
  public RecordingChannel failWhile(Predicate<Delivery> condition) {
    stage.scripts().all().failWhile(condition);
    return this;
  }

  /**
   * Answers each attempt with this, once the answers scripted for the next ones are used up. What
   * it throws is thrown to the library, as a channel must not do.
   */
  public RecordingChannel answer(Function<Delivery, DeliveryResult> answers) {
    stage.scripts().all().answer(answers);
    return this;
  }

  /** Delivers everything from now on: forgets what was scripted and lets go what hangs. */
  public RecordingChannel mend() {
    stage.scripts().mend();
    return this;
  }

  /** Leaves every batch from now on without an answer until {@link #release()}. */
  public RecordingChannel hang() {
    stage.scripts().all().hang();
    return this;
  }

  /** Answers, on this thread and in order, the batches that hang; later ones do not hang. */
  public RecordingChannel release() {
    stage.scripts().release();
    return this;
  }

  /** Sets how channels opened from now on want to be driven. If unset: 64, 8, not blocking. */
  public RecordingChannel traits(ChannelTraits wanted) {
    this.traits = wanted;
    return this;
  }

  /** Sets the time by which a script says that answers take long. If unset, they cannot. */
  public RecordingChannel time(TimeSource source) {
    stage.time(source);
    return this;
  }

  // What happened.

  /** Returns every delivery that was made, in the order made. */
  public List<Delivery> delivered() {
    return stage.recording().delivered(delivery -> true);
  }

  /** Returns the deliveries made for an emitter, in the order made. */
  public List<Delivery> delivered(String emitterId) {
    return stage.recording().delivered(delivery -> delivery.emitterId().equals(emitterId));
  }

  /** Returns the deliveries made of events published on the topic or below, in the order made. */
  public List<Delivery> delivered(Topic topic) {
    return stage.recording().delivered(delivery -> delivery.topic().isWithin(topic));
  }

  /** Returns the ids of the events delivered for an emitter, in the order delivered. */
  public List<String> deliveredIds(String emitterId) {
    return delivered(emitterId).stream().map(made -> made.event().event().getId()).toList();
  }

  /** Returns every attempt with how it ended, in the order made. */
  public List<Attempt> attempts() {
    return stage.recording().attempts();
  }

  /** Returns the attempts made for an emitter, in the order made. */
  public List<Attempt> attempts(String emitterId) {
    return attempts().stream()
        .filter(attempt -> attempt.delivery().emitterId().equals(emitterId))
        .toList();
  }

  /** Returns how many batches hang now. */
  public int hanging() {
    return stage.scripts().hanging();
  }

  /** Returns how many channels are open now, one for each emitter of this type. */
  public int open() {
    return stage.recording().open();
  }

  /** Forgets all deliveries and attempts so far. */
  public RecordingChannel clear() {
    stage.recording().clear();
    return this;
  }

  // What the library asks.

  @Override
  public String type() {
    return type;
  }

  @Override
  public String description() {
    return "Remembers events for a test in place of type " + type + ".";
  }

  @Override
  public Audience audience() {
    return original == null ? Audience.EVERYONE : original.audience();
  }

  @Override
  public String systemOnlyReason() {
    return original == null
        ? ChannelProvider.super.systemOnlyReason()
        : original.systemOnlyReason();
  }

  @Override
  public int failuresPerDay() {
    return original == null ? 0 : original.failuresPerDay();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void validate(ChannelContext context, Problems problems) {
    if (original != null) {
      original.validate(context.withFolder(null), problems); // the real log may be on disk
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    return stage.open(context.definition(), Objects.requireNonNull(traits));
  }

  Stage stage() {
    return stage;
  }
}
