package dev.emitter.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Makes TLS engines as Kafka's client would with the same settings. */
final class TlsEngines implements Closeable {

  private final SslEngineFactory factory;
  private final String identification;

  private TlsEngines(SslEngineFactory factory, String identification) {
    this.factory = factory;
    this.identification = identification;
  }

  /**
   * Returns engines for the settings of a producer, or null if its connections are in the clear.
   *
   * @throws org.apache.kafka.common.KafkaException if the settings are wrong
   */
  static @Nullable TlsEngines of(Map<String, Object> producerSettings) {
    Object protocol = producerSettings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (protocol == null || !protocol.toString().toUpperCase(Locale.ROOT).endsWith("SSL")) {
      return null;
    }
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    Map<String, Object> parsed = ProducerConfig.configDef().parse(settings);
    SslEngineFactory factory =
        parsed.get(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) instanceof Class<?> own
            ? (SslEngineFactory) Utils.newInstance(own)
            : new DefaultSslEngineFactory();
    factory.configure(parsed);
    Object identification = parsed.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    return new TlsEngines(factory, identification == null ? "" : identification.toString());
  }

  /** Returns an engine for a connection to a host. */
  SSLEngine engine(String host, int port) {
    return factory.createClientSslEngine(host, port, identification);
  }

  @Override
  public void close() throws IOException {
    factory.close();
  }
}
