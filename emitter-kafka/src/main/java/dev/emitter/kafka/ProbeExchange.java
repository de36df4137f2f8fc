package dev.emitter.kafka;

import dev.emitter.kafka.Brokers.Broker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Two questions of Kafka's protocol that a broker answers to anybody: which requests it knows
 * (ApiVersions 0), and which brokers there are (Metadata 1 to 7, without topics). Whatever answers,
 * no more is read than the answer of a broker can have.
 */
final class ProbeExchange {

  private static final int API_VERSIONS = 18;
  private static final int METADATA = 3;
  private static final int NEWEST_METADATA = 7;
  private static final int METADATA_WITH_THROTTLE = 3;
  private static final int METADATA_WITH_CREATION = 4;

  /** "emit", which no other protocol begins with. */
  private static final int CORRELATION = 0x656D6974;

  private static final int SHORTEST = 10;
  private static final int LONGEST_VERSIONS = 64 << 10;
  private static final int LONGEST_METADATA = 4 << 20;
  private static final int HTTP = 0x48545450;

  private final ProbeConnection connection;
  private int metadataVersion;

  ProbeExchange(ProbeConnection connection) {
    this.connection = connection;
  }

  /** The other side has ended the exchange before it said anything. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  void ask() throws IOException {
    connection.send(request(API_VERSIONS, 0, new byte[0]));
  }

  /**
   * Reads what comes.
   *
   * @throws EndedException if nothing does, and the connection is ended
   * @throws SocketTimeoutException if nothing does in time
   */
  PortProtocol answer() throws IOException {
    byte[] head = new byte[4];
    int count = connection.read(head, 0, head.length);
    if (count < 0) {
      throw new EndedException();
    }
    try {
      connection.readFully(head, count);
    } catch (EOFException | SocketTimeoutException cutShort) {
      return PortProtocol.OTHER;
    }
    return answer(ByteBuffer.wrap(head).getInt());
  }

  private PortProtocol answer(int size) throws IOException {
    if (size < SHORTEST || size > LONGEST_VERSIONS) {
      return named(size);
    }
    byte[] answer = new byte[size];
    try {
      connection.readFully(answer, 0);
    } catch (EOFException | SocketTimeoutException cutShort) {
      return PortProtocol.UNKNOWN; // it might have been a broker, and costs its client little
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer))) {
      if (in.readInt() != CORRELATION) {
        return PortProtocol.OTHER;
      }
      metadataVersion = in.readShort() == 0 ? metadataVersion(in) : 0;
      return PortProtocol.KAFKA;
    }
  }

  /** Returns what begins with these four bytes. */
  static PortProtocol named(int beginning) {
    int contentType = beginning >>> 24;
    int major = beginning >>> 16 & 0xFF;
    if ((contentType == 0x15 || contentType == 0x16) && major == 3) {
      return PortProtocol.TLS;
    }
    return beginning == HTTP ? PortProtocol.HTTP : PortProtocol.OTHER;
  }

  private static int metadataVersion(DataInputStream in) throws IOException {
    int apis = in.readInt();
    for (int i = 0; i < apis && in.available() > 0; i++) {
      int key = in.readShort();
      int least = in.readShort();
      int most = in.readShort();
      if (key == METADATA) {
        return least <= NEWEST_METADATA ? Math.min(most, NEWEST_METADATA) : 0;
      }
    }
    return 0;
  }

  /** Returns the brokers that a broker tells of; none if it does not. */
  List<Broker> brokers() throws IOException {
    if (metadataVersion < 1) {
      return List.of();
    }
    byte[] noTopics = new byte[metadataVersion < METADATA_WITH_CREATION ? 4 : 5];
    connection.send(request(METADATA, metadataVersion, noTopics));
    byte[] head = new byte[4];
    connection.readFully(head, 0);
    int size = ByteBuffer.wrap(head).getInt();
    if (size < SHORTEST || size > LONGEST_METADATA) {
      return List.of();
    }
    byte[] answer = new byte[size];
    connection.readFully(answer, 0);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer))) {
      return brokers(in);
    }
  }

  private List<Broker> brokers(DataInputStream in) throws IOException {
    if (in.readInt() != CORRELATION) {
      return List.of();
    }
    in.skipNBytes(metadataVersion < METADATA_WITH_THROTTLE ? 0 : 4);
    int count = in.readInt();
    List<Broker> brokers = new ArrayList<>();
    for (int i = 0; i < count && in.available() > 0; i++) {
      in.skipNBytes(4); // its number
      String host = text(in);
      brokers.add(Broker.of(host, in.readInt()));
      text(in); // its rack
    }
    return brokers;
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readShort();
    return length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static byte[] request(int api, int version, byte[] body) {
    byte[] name = "emitter-probe".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(2 + 2 + 4 + 2 + name.length + body.length);
      out.writeShort(api);
      out.writeShort(version);
      out.writeInt(CORRELATION);
      out.writeShort(name.length);
      out.write(name);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes it
    }
    return bytes.toByteArray();
  }
}
