package dev.emitter.benchmarks.journals;

import dev.emitter.benchmarks.append.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.IOCompletion;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.dataformat.ByteArrayEncoding;

/**
 * The journal of ActiveMQ Artemis on NIO, which itself syncs once for all that wait: at the latest
 * after a quarter of a millisecond, which is less than a sync takes. Thread-safe.
 */
final class ArtemisJournal implements Journal {

  private static final int FILE = 64 << 20;
  private static final int FILES = 4;
  private static final int BUFFER = 1 << 20;
  private static final int PATIENCE = (int) TimeUnit.MICROSECONDS.toNanos(250);

  private final JournalImpl journal;
  private final ByteArrayEncoding record;
  private final AtomicLong next = new AtomicLong(1);

  private ArtemisJournal(JournalImpl journal, int recordBytes) {
    this.journal = journal;
    this.record = new ByteArrayEncoding(new byte[recordBytes]);
  }

  static ArtemisJournal open(Path directory, int recordBytes) {
    NIOSequentialFileFactory files =
        new NIOSequentialFileFactory(directory.toFile(), true, BUFFER, PATIENCE, 1, false);
    JournalImpl journal = new JournalImpl(FILE, FILES, FILES, 0, 0, files, "journal", "dat", 1);
    try {
      journal.start();
      journal.load(new ArrayList<>(), new ArrayList<>(), null);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new ArtemisJournal(journal, recordBytes);
  }

  @Override
  public CompletableFuture<?> append() {
    Answer answer = new Answer();
    try {
      journal.appendAddRecord(next.getAndIncrement(), (byte) 1, record, true, answer);
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  @Override
  public void close() {
    try {
      journal.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Answer extends CompletableFuture<Boolean> implements IOCompletion {

    @Override
    public void done() {
      complete(true);
    }

    @Override
    public void onError(int code, String message) {
      completeExceptionally(new IllegalStateException(code + ": " + message));
    }

    @Override
    public void storeLineUp() {}
  }
}
