package dev.emitter.http;

import dev.emitter.event.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** Writes a payload to a connection from its own parts, without a copy. Used once. */
final class PayloadProducer implements AsyncEntityProducer {

  private final List<ByteBuffer> parts;
  private final int size;
  private int part;
  private volatile boolean sent; // written by the client's thread, read by that of the answer

  PayloadProducer(Payload payload) {
    this.parts = payload.buffers();
    this.size = payload.size();
  }

  /** Returns whether all was handed to the connection. */
  boolean sent() {
    return sent;
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    while (part < parts.size()) {
      ByteBuffer bytes = parts.get(part);
      if (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        return;
      }
      part++;
    }
    if (!sent) {
      sent = true;
      channel.endStream();
    }
  }

  @Override
  public int available() {
    return sent ? 0 : Math.max(1, size);
  }

  @Override
  public long getContentLength() {
    return size;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
