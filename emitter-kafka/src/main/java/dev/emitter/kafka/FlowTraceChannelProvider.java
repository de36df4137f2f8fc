package dev.emitter.kafka;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.problem.Problems;
import java.util.List;

/**
 * Makes {@code FlowTrace} channels: events become entries of flows as Invictus for Azure imports
 * them from an event hub, through its Kafka endpoint. The entries of a chain keep their order.
 * Thread-safe.
 *
 * @see dev.emitter.flow.FlowTraces
 */
public final class FlowTraceChannelProvider implements ChannelProvider {

  private final Connections connections = new Connections();
  private final Audience audience;
  private final HostResolver guard;

  /** Creates a provider for the emitters of operators alone. */
  public FlowTraceChannelProvider() {
    this(Audience.SYSTEM_ONLY, AddressGuard.publicOnly()::resolve);
  }

  private FlowTraceChannelProvider(Audience audience, HostResolver guard) {
    this.audience = audience;
    this.guard = guard;
  }

  /**
   * Returns a provider for the emitters of users, too. They reach only brokers that the guard lets
   * them reach; those of operators reach all. What that risks, {@link
   * KafkaChannelProvider#forUsers} says.
   */
  public static FlowTraceChannelProvider forUsers(AddressGuard guard) {
    return new FlowTraceChannelProvider(Audience.EVERYONE, guard::resolve);
  }

  /**
   * Returns a provider for the emitters of users, too.
   *
   * @deprecated it is {@link #forUsers} that says what it does
   */
  @Deprecated
  public static FlowTraceChannelProvider guardedBy(AddressGuard guard) {
    return new FlowTraceChannelProvider(Audience.EVERYONE, guard::resolve);
  }

  @Override
  public String type() {
    return "FlowTrace";
  }

  @Override
  public String description() {
    return "Writes events as steps of flows to an event hub, for the dashboard of Invictus.";
  }

  @Override
  public Audience audience() {
    return audience;
  }

  @Override
  public String systemOnlyReason() {
    return KafkaChannelProvider.reason("FlowTraceChannelProvider");
  }

  @Override
  public boolean checksFirst() {
    return true;
  }

  @Override
  public List<Parameter> parameters() {
    return FlowTraceParameters.ALL;
  }

  /** Adds faults of the flow, and of the connection as {@link KafkaChannelProvider} does. */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    ParameterChecks.each(
        () -> KafkaChannelProvider.validateConnection(context, problems),
        () -> FlowTraceParameters.flow(context.parameters(), problems));
  }

  @Override
  public Channel open(ChannelContext context) {
    return new KafkaChannel(
        connections,
        ConnectionSettings.of(context),
        Guarding.of(
            context.definition().owner(), guard, BrokerProbe.USUAL_PATIENCE, UserClients.SHARED),
        FlowTraceRecords.of(context),
        context.clock());
  }
}
