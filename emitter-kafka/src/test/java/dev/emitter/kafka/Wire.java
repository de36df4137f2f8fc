package dev.emitter.kafka;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * The wire to a broker, which can spoil the requests that carry a certain event: they then want
 * acknowledgements of seven replicas, which does not exist, so that the broker refuses them. It
 * knows an event in binary mode by its header, so nothing may be compressed.
 */
final class Wire implements Closeable {

  private static final int LONGEST_ID = 63; // above, its length takes two bytes

  private final ServerSocket entrance;
  private final int brokerPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile byte @Nullable [] spoilt;

  private Wire(ServerSocket entrance, int brokerPort) {
    this.entrance = entrance;
    this.brokerPort = brokerPort;
  }

  /** Returns a wire to the broker that listens, now or later, on this port of this machine. */
  static Wire to(int brokerPort) throws IOException {
    Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), brokerPort);
    start(wire::accept);
    return wire;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Spoils every request that carries the event of this id, until {@link #mend()}. */
  void spoil(String eventId) {
    byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
    if (id.length > LONGEST_ID) {
      throw new IllegalArgumentException("the id is too long: " + eventId);
    }
    // A header of a record: its name, and its value after the length, a varint in zigzag encoding.
    spoilt = ("ce_id" + (char) (2 * id.length) + eventId).getBytes(StandardCharsets.UTF_8);
  }

  void mend() {
    spoilt = null;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // closed, or the broker is down and the client is told so by the loss of its connection
      }
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    try {
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
      open.add(broker);
      start(() -> carry(client, broker, this::carryRequests));
      start(() -> carry(broker, client, Wire::carryAnswers));
    } catch (IOException e) {
      cut(client);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Carrying {
    void between(Socket from, Socket to) throws IOException;
  }

  private void carry(Socket from, Socket to, Carrying carrying) {
    try {
      carrying.between(from, to);
    } catch (IOException e) {
      // one of them has gone
    } finally {
      cut(from);
      cut(to);
    }
  }

  private void carryRequests(Socket client, Socket broker) throws IOException {
    DataInputStream from = new DataInputStream(client.getInputStream());
    DataOutputStream to = new DataOutputStream(broker.getOutputStream());
    while (true) {
      byte[] request = new byte[from.readInt()];
      from.readFully(request);
      if (isSpoilt(request)) {
        wantTooManyAcknowledgements(ByteBuffer.wrap(request));
      }
      to.writeInt(request.length);
      to.write(request);
    }
  }

  private static void carryAnswers(Socket broker, Socket client) throws IOException {
    broker.getInputStream().transferTo(client.getOutputStream());
  }

  private boolean isSpoilt(byte[] request) {
    byte[] event = spoilt;
    return event != null && text(request).contains(text(event));
  }

  private static void wantTooManyAcknowledgements(ByteBuffer request) throws IOException {
    RequestHeader header = RequestHeader.parse(request);
    int transaction = request.get(); // the id of none is a zero
    int at = request.position();
    if (header.apiKey() != ApiKeys.PRODUCE || transaction != 0 || request.getShort(at) != -1) {
      throw new IOException("this is no request to write without a transaction: " + header);
    }
    request.putShort(at, (short) 7);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void cut(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(this::cut);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire-to-broker");
    thread.setDaemon(true);
    thread.start();
  }
}
