package dev.emitter.kafka;

import dev.emitter.kafka.Brokers.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a port speaks, by a short exchange that reads little whatever answers. Nothing
 * secret is sent. Blocks for some seconds at most.
 */
final class Probe {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);
  private static final long UNTIL_NUDGED = TimeUnit.SECONDS.toNanos(5);

  /** Ends the line that a server of text may be waiting for. */
  private static final byte[] NUDGE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable TlsEngines engines;
  private final boolean asksForBrokers;

  /**
   * Creates a probe.
   *
   * @param engines make TLS; null where connections are to be in the clear
   * @param asksForBrokers whether to ask for the other brokers, which needs that there is no login
   */
  Probe(@Nullable TlsEngines engines, boolean asksForBrokers) {
    this.engines = engines;
    this.asksForBrokers = asksForBrokers;
  }

  /**
   * What was found.
   *
   * @param speaks what the port speaks
   * @param brokers those that it tells of
   */
  record Found(Protocol speaks, List<Broker> brokers) {

    private static Found of(Protocol speaks) {
      return new Found(speaks, List.of());
    }
  }

  /** Asks a broker at the first of its addresses that takes connections, as Kafka's client does. */
  Found ask(Broker broker, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      InetSocketAddress at = new InetSocketAddress(address, broker.port());
      try (PlainLine line = PlainLine.to(at, System.nanoTime() + PATIENCE)) {
        return engines == null
            ? inTheClear(line, at)
            : inTls(line, at, engines.engine(broker.name(), broker.port()));
      } catch (IOException unreachable) {
        // the next address may be another
      }
    }
    return Found.of(Protocol.UNKNOWN);
  }

  private Found inTheClear(PlainLine line, InetSocketAddress at) {
    Exchange exchange = new Exchange(line);
    try {
      exchange.ask();
      Protocol speaks = answer(exchange, line);
      return speaks == Protocol.KAFKA ? withBrokers(exchange) : Found.of(speaks);
    } catch (IOException ended) {
      return Found.of(greetsInTls(at) ? Protocol.TLS : Protocol.UNKNOWN);
    }
  }

  private static Protocol answer(Exchange exchange, PlainLine line) throws IOException {
    line.until(System.nanoTime() + UNTIL_NUDGED);
    try {
      return exchange.answer();
    } catch (SocketTimeoutException silence) {
      line.until(System.nanoTime() + PATIENCE - UNTIL_NUDGED);
      line.send(NUDGE);
    }
    try {
      return exchange.answer();
    } catch (SocketTimeoutException | Exchange.EndedException silence) {
      return Protocol.SILENT;
    }
  }

  private Found withBrokers(Exchange exchange) {
    try {
      return new Found(Protocol.KAFKA, asksForBrokers ? exchange.brokers() : List.of());
    } catch (IOException notTold) {
      return Found.of(Protocol.KAFKA);
    }
  }

  /** Says hello in TLS and looks at how the answer begins; nothing is agreed on. */
  private static boolean greetsInTls(InetSocketAddress at) {
    try (PlainLine line = PlainLine.to(at, System.nanoTime() + PATIENCE)) {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      TlsLine tls = new TlsLine(line, engine);
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
    return beginning.length == Integer.BYTES && named(beginning) == Protocol.TLS;
  }

  private static Protocol named(byte[] beginning) {
    return Exchange.named(ByteBuffer.wrap(beginning).getInt());
  }

  private Found inTls(PlainLine line, InetSocketAddress at, SSLEngine engine) throws IOException {
    TlsLine tls = new TlsLine(line, engine);
    try {
      tls.handshake();
    } catch (SSLException failed) {
      return Found.of(insteadOfTls(tls.beginning(), at));
    } catch (IOException silence) {
      return Found.of(withoutTls(at));
    }
    Exchange exchange = new Exchange(tls);
    try {
      exchange.ask();
      Protocol speaks = exchange.answer();
      return speaks == Protocol.KAFKA ? withBrokers(exchange) : Found.of(inside(speaks));
    } catch (SocketTimeoutException silence) {
      return Found.of(Protocol.SILENT);
    } catch (IOException refused) {
      return Found.of(Protocol.UNKNOWN);
    }
  }

  private static Protocol insteadOfTls(byte[] beginning, InetSocketAddress at) {
    if (isTls(beginning)) {
      return Protocol.UNKNOWN; // certificates: Kafka's client says what is wrong with them
    }
    Protocol speaks = beginning.length < Integer.BYTES ? Protocol.UNKNOWN : named(beginning);
    return speaks == Protocol.HTTP ? speaks : withoutTls(at);
  }

  private static Protocol inside(Protocol speaks) {
    return switch (speaks) {
      case HTTP -> Protocol.HTTPS;
      case TLS -> Protocol.OTHER;
      default -> speaks;
    };
  }

  /** Asks a port in the clear that speaks no TLS. */
  private static Protocol withoutTls(InetSocketAddress at) {
    try (PlainLine line = PlainLine.to(at, System.nanoTime() + PATIENCE)) {
      Exchange exchange = new Exchange(line);
      exchange.ask();
      Protocol speaks = answer(exchange, line);
      return switch (speaks) {
        case KAFKA -> Protocol.KAFKA_WITHOUT_TLS;
        case TLS -> Protocol.UNKNOWN; // it does speak TLS: Kafka's client says what is wrong
        default -> speaks;
      };
    } catch (IOException unknown) {
      return Protocol.UNKNOWN;
    }
  }
}
