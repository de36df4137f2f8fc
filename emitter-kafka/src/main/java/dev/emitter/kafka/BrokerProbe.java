package dev.emitter.kafka;

import dev.emitter.kafka.Brokers.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a port speaks, by a short exchange that reads little whatever answers. Nothing
 * secret is sent. Blocks for some seconds at most.
 */
final class BrokerProbe {

  /** How long a broker may take to answer, unless a test has no time. */
  static final Duration USUAL_PATIENCE = Duration.ofSeconds(8);

  /** Ends the line that a server of text may be waiting for. */
  private static final byte[] NUDGE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable TlsEngines engines;
  private final boolean asksForBrokers;
  private final long patience;
  private final long untilNudged;

  /**
   * Creates a probe.
   *
   * @param engines make TLS; null where connections are to be in the clear
   * @param asksForBrokers whether to ask for the other brokers, which needs that there is no login
   * @param patience how long each connection may take
   */
  BrokerProbe(@Nullable TlsEngines engines, boolean asksForBrokers, Duration patience) {
    this.engines = engines;
    this.asksForBrokers = asksForBrokers;
    this.patience = patience.toNanos();
    this.untilNudged = this.patience * 5 / 8;
  }

  /**
   * What was found.
   *
   * @param speaks what the port speaks
   * @param brokers those that it tells of
   */
  record Found(PortProtocol speaks, List<Broker> brokers) {

    private static Found of(PortProtocol speaks) {
      return new Found(speaks, List.of());
    }
  }

  /** Asks a broker at the first of its addresses that takes connections, as Kafka's client does. */
  Found ask(Broker broker, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      InetSocketAddress at = new InetSocketAddress(address, broker.port());
      try (PlainProbeConnection connection =
          PlainProbeConnection.to(at, System.nanoTime() + patience)) {
        return engines == null
            ? inTheClear(connection, at)
            : inTls(connection, at, engines.engine(broker.name(), broker.port()));
      } catch (IOException unreachable) {
        // the next address may be another
      }
    }
    return Found.of(PortProtocol.UNKNOWN);
  }

  private Found inTheClear(PlainProbeConnection connection, InetSocketAddress at) {
    ProbeExchange exchange = new ProbeExchange(connection);
    try {
      exchange.ask();
      PortProtocol speaks = answer(exchange, connection);
      return speaks == PortProtocol.KAFKA ? withBrokers(exchange) : Found.of(speaks);
    } catch (IOException ended) {
      return Found.of(greetsInTls(at) ? PortProtocol.TLS : PortProtocol.UNKNOWN);
    }
  }

  private PortProtocol answer(ProbeExchange exchange, PlainProbeConnection connection)
      throws IOException {
    connection.until(System.nanoTime() + untilNudged);
    try {
      return exchange.answer();
    } catch (SocketTimeoutException silence) {
      connection.until(System.nanoTime() + patience - untilNudged);
      connection.send(NUDGE);
    }
    try {
      return exchange.answer();
    } catch (SocketTimeoutException | ProbeExchange.EndedException silence) {
      return PortProtocol.SILENT;
    }
  }

  private Found withBrokers(ProbeExchange exchange) {
    try {
      return new Found(PortProtocol.KAFKA, asksForBrokers ? exchange.brokers() : List.of());
    } catch (IOException notTold) {
      return Found.of(PortProtocol.KAFKA);
    }
  }

  /** Says hello in TLS and looks at how the answer begins; nothing is agreed on. */
  private boolean greetsInTls(InetSocketAddress at) {
    try (PlainProbeConnection connection =
        PlainProbeConnection.to(at, System.nanoTime() + patience)) {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      TlsProbeConnection tls = new TlsProbeConnection(connection, engine);
      try {
        tls.handshake();
      } catch (IOException any) {
        return isTls(tls.beginning());
      }
      return true;
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isTls(byte[] beginning) {
    return beginning.length == Integer.BYTES && named(beginning) == PortProtocol.TLS;
  }

  private static PortProtocol named(byte[] beginning) {
    return ProbeExchange.named(ByteBuffer.wrap(beginning).getInt());
  }

  private Found inTls(PlainProbeConnection connection, InetSocketAddress at, SSLEngine engine)
      throws IOException {
    TlsProbeConnection tls = new TlsProbeConnection(connection, engine);
    try {
      tls.handshake();
    } catch (SSLException failed) {
      return Found.of(insteadOfTls(tls.beginning(), at));
    } catch (IOException silence) {
      return Found.of(withoutTls(at));
    }
    ProbeExchange exchange = new ProbeExchange(tls);
    try {
      exchange.ask();
      PortProtocol speaks = exchange.answer();
      return speaks == PortProtocol.KAFKA ? withBrokers(exchange) : Found.of(inside(speaks));
    } catch (SocketTimeoutException silence) {
      return Found.of(PortProtocol.SILENT);
    } catch (IOException refused) {
      return Found.of(PortProtocol.UNKNOWN);
    }
  }

  private PortProtocol insteadOfTls(byte[] beginning, InetSocketAddress at) {
    if (isTls(beginning)) {
      return PortProtocol.UNKNOWN; // certificates: Kafka's client says what is wrong with them
    }
    PortProtocol speaks =
        beginning.length < Integer.BYTES ? PortProtocol.UNKNOWN : named(beginning);
    return speaks == PortProtocol.HTTP ? speaks : withoutTls(at);
  }

  private static PortProtocol inside(PortProtocol speaks) {
    return switch (speaks) {
      case HTTP -> PortProtocol.HTTPS;
      case TLS -> PortProtocol.OTHER;
      default -> speaks;
    };
  }

  /** Asks a port in the clear that speaks no TLS. */
  private PortProtocol withoutTls(InetSocketAddress at) {
    try (PlainProbeConnection connection =
        PlainProbeConnection.to(at, System.nanoTime() + patience)) {
      ProbeExchange exchange = new ProbeExchange(connection);
      exchange.ask();
      PortProtocol speaks = answer(exchange, connection);
      return switch (speaks) {
        case KAFKA -> PortProtocol.KAFKA_WITHOUT_TLS;
        case TLS -> PortProtocol.UNKNOWN; // it does speak TLS: Kafka's client says what is wrong
        default -> speaks;
      };
    } catch (IOException unknown) {
      return PortProtocol.UNKNOWN;
    }
  }
}
