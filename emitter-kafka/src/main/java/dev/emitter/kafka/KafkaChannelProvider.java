package dev.emitter.kafka;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.CommonParameters;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes {@code Kafka} channels: each event is a record of a topic, by the Kafka protocol binding
 * for CloudEvents 1.0.2.
 *
 * <p>Emitters with the same brokers, credentials and settings share one idempotent producer, which
 * is closed with the last of them. Events of an emitter keep their order within each partition. An
 * event counts as delivered once all replicas in sync have it. An emitter with {@code
 * "exactlyOnce": true} has a producer of its own, which writes its records and how far it is in one
 * transaction. Thread-safe.
 */
public final class KafkaChannelProvider implements ChannelProvider {

  private final Connections connections = new Connections();
  private final Audience audience;
  private final HostResolver guard;
  private final Duration probePatience;
  private final UserClients clients;

  /** Creates a provider for the emitters of operators alone. */
  public KafkaChannelProvider() {
    this(Audience.SYSTEM_ONLY, AddressGuard.publicOnly()::resolve, BrokerProbe.USUAL_PATIENCE);
  }

  KafkaChannelProvider(Audience audience, HostResolver guard, Duration probePatience) {
    this(audience, guard, probePatience, UserClients.SHARED);
  }

  KafkaChannelProvider(
      Audience audience, HostResolver guard, Duration probePatience, UserClients clients) {
    this.audience = audience;
    this.guard = guard;
    this.probePatience = probePatience;
    this.clients = clients;
  }

  /**
   * Returns a provider for the emitters of users, too. They reach only brokers that the guard lets
   * them reach; those of operators reach all.
   *
   * <p>Allow it only to users whom you trust with the memory of this process: Kafka's client
   * reserves as much as a server announces for its answer, and that cannot be bounded. A user who
   * names a server of his own can end the process.
   */
  public static KafkaChannelProvider forUsers(AddressGuard guard) {
    return new KafkaChannelProvider(Audience.EVERYONE, guard::resolve, BrokerProbe.USUAL_PATIENCE);
  }

  /**
   * Returns a provider for the emitters of users, too.
   *
   * @deprecated it is {@link #forUsers} that says what it does
   */
  @Deprecated
  public static KafkaChannelProvider guardedBy(AddressGuard guard) {
    return new KafkaChannelProvider(Audience.EVERYONE, guard::resolve, BrokerProbe.USUAL_PATIENCE);
  }

  @Override
  public String type() {
    return "Kafka";
  }

  @Override
  public String description() {
    return "Writes events to a topic of Kafka, or of a service that speaks its protocol.";
  }

  @Override
  public Audience audience() {
    return audience;
  }

  @Override
  public String systemOnlyReason() {
    return reason("KafkaChannelProvider");
  }

  /** Returns why types that use Kafka's client are not for users, unless they are allowed. */
  static String reason(String provider) {
    return "a server that a user names can take all memory of this process, as Kafka's client"
        + " reserves what a server announces; ask an operator to define the emitter without an"
        + " owner, or whoever runs the application to allow users the type ("
        + provider
        + ".forUsers(guard))";
  }

  /** A topic that is missing is told when the emitter is registered. */
  @Override
  public boolean checksFirst() {
    return true;
  }

  @Override
  public List<Parameter> parameters() {
    return KafkaParameters.ALL;
  }

  /**
   * Adds faults of the brokers' addresses, the topic's name, the key expression, the identity and
   * its mechanism, certificates, and properties.
   */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    ParameterValues values = context.parameters();
    ParameterChecks.each(
        () -> validateConnection(context, problems),
        () -> validateKey(values, problems),
        () -> TransactionalChannel.validate(context, problems),
        () -> MappedValue.validate(context, problems),
        () -> RowParameters.checkMode(context, problems),
        () -> RecordValue.warn(values, CommonParameters.SOURCE.name(), problems),
        () -> RecordValue.warn(values, CommonParameters.SUBJECT.name(), problems));
  }

  /** Adds faults of where records go to and how. */
  static void validateConnection(ChannelContext context, Problems problems) {
    ParameterValues values = context.parameters();
    String owner = context.definition().owner();
    ParameterChecks.each(
        () -> Destination.validate(context, problems),
        () -> ConnectionSettings.validate(context, problems),
        () ->
            ProducerProperties.validate(
                ProducerProperties.of(values.object(KafkaParameters.PROPERTIES.name())),
                owner,
                problems));
  }

  private static void validateKey(ParameterValues values, Problems problems) {
    if (values.string(KafkaParameters.KEY_EXPRESSION.name()) != null
        && values.string(KafkaParameters.KEY_FROM.name()) != null) {
      problems.add(
          "$.parameters.keyFrom", "has no effect beside keyExpression", "remove one of the two");
    }
  }

  @Override
  public Channel open(ChannelContext context) {
    ParameterValues values = context.parameters();
    String owner = context.definition().owner();
    Records records =
        new Records(
            Destination.of(context).topic(),
            "structured".equals(values.string(KafkaParameters.MODE.name())),
            key(values),
            context.presentation(),
            RecordValue.inMode(values));
    Guarding guarding = Guarding.of(owner, guard, probePatience, clients);
    ConnectionSettings settings = ConnectionSettings.of(context);
    Path folder = context.folder(); // null for a channel that is opened to send a sample alone
    return folder != null && values.requiredBool(KafkaParameters.EXACTLY_ONCE.name())
        ? new TransactionalChannel(connections, settings, guarding, records, context, folder)
        : new KafkaChannel(connections, settings, guarding, records, context.clock());
  }

  private static RecordKey key(ParameterValues values) {
    String expression = values.string(KafkaParameters.KEY_EXPRESSION.name());
    if (expression != null) {
      return RecordKey.of(expression);
    }
    return values.string(KafkaParameters.KEY_FROM.name()) == null
        ? RecordKey.NONE
        : RecordKey.PARTITION_KEY;
  }

  /** Returns how many connections are open. */
  int openConnections() {
    return connections.size();
  }
}
