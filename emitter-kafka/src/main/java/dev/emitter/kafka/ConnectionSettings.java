package dev.emitter.kafka;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterChecks;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.Identity;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * How an emitter reaches its brokers. Immutable.
 *
 * @param brokers the brokers that tell of the others
 * @param tls how connections are secured, or null if the definition does not say
 * @param identity proves who we are, or null
 * @param mechanism how the identity does so, or null without one
 * @param tuning all other settings of Kafka's producer, without secrets
 */
record ConnectionSettings(
    Brokers brokers,
    @Nullable Tls tls,
    @Nullable Identity identity,
    @Nullable Mechanism mechanism,
    Map<String, Object> tuning) {

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(30);

  /** What is left of a transaction once its records are written, or given up. */
  private static final long AFTER_RECORDS_MILLIS = 60_000;

  /** Brokers allow no longer one, unless they are told otherwise. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

  /** Larger than Kafka's own, as batches of events come at once. */
  private static final int BATCH_BYTES = 128 << 10;

  static ConnectionSettings of(ChannelContext context) {
    ParameterValues values = context.parameters();
    Identity identity = context.identity();
    return new ConnectionSettings(
        Destination.of(context).brokers(),
        values.names().contains(KafkaParameters.TLS.name())
            ? Tls.of(values.object(KafkaParameters.TLS.name()))
            : null,
        identity,
        identity == null ? null : mechanism(identity, values),
        tuning(values));
  }

  /** Returns the settings of a producer of its own, which writes in transactions of this id. */
  ConnectionSettings inTransactions(String transactionalId) {
    Map<String, Object> more = new HashMap<>(tuning);
    more.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    long longest = number(tuning, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) + AFTER_RECORDS_MILLIS;
    more.putIfAbsent(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        (int) Math.min(longest, LONGEST_TRANSACTION.toMillis()));
    return new ConnectionSettings(brokers, tls, identity, mechanism, more);
  }

  private static @Nullable Mechanism mechanism(Identity identity, ParameterValues values) {
    String named = values.string(KafkaParameters.SASL.name());
    return named == null ? Mechanism.usualFor(identity) : Mechanism.named(named);
  }

  private static Map<String, Object> tuning(ParameterValues values) {
    Duration timeout = values.requiredDuration("timeout");
    Duration linger = values.requiredDuration("linger");
    Map<String, Object> tuning = usual(timeout, linger);
    tuning.putAll(chosen(values, timeout.minus(linger)));
    tuning.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    tuning.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    tuning.put(ProducerConfig.ACKS_CONFIG, "all");
    tuning.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return tuning;
  }

  /** Returns what holds unless the definition says otherwise. */
  private static Map<String, Object> usual(Duration timeout, Duration linger) {
    Map<String, Object> usual = new HashMap<>();
    usual.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    usual.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    // A broker that is down is asked less often than by default, and so logged less often.
    usual.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100);
    usual.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
    usual.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, least(timeout, LONGEST_BLOCK));
    usual.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) least(timeout.minus(linger), LONGEST_REQUEST));
    return usual;
  }

  /** Returns what the definition says: properties before compression before the preset. */
  private static Map<String, Object> chosen(ParameterValues values, Duration longestRequest) {
    Map<String, Object> chosen = new HashMap<>();
    Preset preset = Preset.of(values);
    if (preset != null) {
      chosen.putAll(preset.settings());
      // users may not wait as long as a service would like
      chosen.computeIfPresent(
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          (name, wished) -> (int) least(Duration.ofMillis((Integer) wished), longestRequest));
    }
    String compression = values.string(KafkaParameters.COMPRESSION.name());
    if (compression != null) {
      chosen.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
    }
    chosen.putAll(ProducerProperties.of(values.object(KafkaParameters.PROPERTIES.name())));
    return chosen;
  }

  private static long least(Duration one, Duration other) {
    return Math.max(1, Math.min(one.toMillis(), other.toMillis()));
  }

  /** Adds the faults of identity, mechanism and TLS, and of times that do not fit together. */
  static void validate(ChannelContext context, Problems problems) {
    ParameterValues values = context.parameters();
    ParameterChecks.each(
        () -> {
          if (values.names().contains(KafkaParameters.TLS.name())) {
            Tls.validate(values.object(KafkaParameters.TLS.name()), problems);
          }
        },
        () -> validateIdentity(context.identity(), values, problems),
        () -> validateTimes(tuning(values), problems));
  }

  private static void validateIdentity(
      @Nullable Identity identity, ParameterValues values, Problems problems) {
    String sasl = values.string(KafkaParameters.SASL.name());
    if (identity == null) {
      validateWithoutIdentity(sasl, Preset.of(values), problems);
      return;
    }
    Mechanism mechanism = mechanism(identity, values);
    if (mechanism == null || !mechanism.takes(identity)) {
      problems.add(
          "$.identityRef",
          "is of a kind that Kafka cannot use" + (mechanism == null ? "" : " with " + sasl),
          "PLAIN and SCRAM take a basic identity, OAUTHBEARER takes OAuth 2");
      return;
    }
    String fault = ClientVersion.loginFault();
    if (fault != null) {
      problems.add("$.identityRef", fault, "take kafka-clients 3.9.1 or newer");
    }
  }

  private static void validateWithoutIdentity(
      @Nullable String sasl, @Nullable Preset preset, Problems problems) {
    if (sasl != null) {
      problems.add("$.parameters.sasl", "has no effect without an identity", "set identityRef");
    }
    if (preset != null) {
      problems.add(
          "$.identityRef",
          "missing, but " + preset.service() + " lets nobody in without one",
          "name a basic identity: user "
              + ConnectionString.USER
              + ", the connection string as password");
    }
  }

  private static void validateTimes(Map<String, Object> tuning, Problems problems) {
    String name = ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
    String request = String.valueOf(tuning.get(name));
    long linger = number(tuning, ProducerConfig.LINGER_MS_CONFIG);
    if (request.matches("[0-9]{1,10}")
        && number(tuning, name) + linger
            > number(tuning, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)) {
      problems.add(
          "$.parameters.timeout",
          "is shorter than linger and the "
              + name
              + " of "
              + request
              + " together, so that no request could be repeated",
          "give at least " + (number(tuning, name) + linger) + "ms");
    }
  }

  private static long number(Map<String, Object> tuning, String name) {
    return Long.parseLong(String.valueOf(tuning.get(name)));
  }

  /**
   * Requires that our own certificate is valid at a time.
   *
   * @throws EmitterException if it is not
   */
  void requireValidCertificate(Instant time) {
    String fault = tls == null ? null : tls.expiredAt(time);
    if (fault != null) {
      throw new EmitterException("Kafka at " + brokers + ": " + fault);
    }
  }

  /** Returns whether connections are secured, so that brokers prove their names. */
  boolean isSecure() {
    return tls != null || identity != null;
  }

  /**
   * Returns all settings of the producer; reveals secrets.
   *
   * @throws dev.emitter.problem.EmitterException if a secret cannot be read
   */
  Map<String, Object> reveal() {
    Map<String, Object> settings = new HashMap<>();
    if (tls != null) {
      settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
      tls.put(settings);
    }
    if (identity != null && mechanism != null) {
      Credentials.put(identity, mechanism, settings);
    }
    settings.putAll(tuning);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.toString());
    return settings;
  }

  /** Names the brokers alone. */
  @Override
  public String toString() {
    return brokers.toString();
  }
}
