package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pipe, terminal or other device: it is written, and that is all that can be done with it. */
final class Device implements RecordFile {

  private final FileChannel channel;
  private final RecordBuffer buffer;

  private Device(FileChannel channel, RecordBuffer buffer) {
    this.channel = channel;
    this.buffer = buffer;
  }

  static Device open(Path path, PathScope scope, RecordBuffer buffer) throws IOException {
    return new Device(scope.open(path, Set.of(StandardOpenOption.WRITE)), buffer);
  }

  @Override
  public void append(Batch batch) throws IOException {
    try {
      buffer.write(batch.records(), false, channel);
    } catch (ClosedByInterruptException e) {
      throw new IOException("interrupted while its reader was not reading", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean isCurrent() {
    return channel.isOpen();
  }

  @Override
  public @Nullable Leftover leftover() {
    return null;
  }

  @Override
  public void close() {
    Quietly.close(channel);
  }
}
