package dev.emitter.lab;

import dev.emitter.log.disk.Storage;
import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Mistakes that whoever writes files could make, planted between that code and the disk: each makes
 * right code behave like code that has the mistake.
 */
final class PlantedFaults {

  private PlantedFaults() {}

  /** Returns the mistakes that any code on a {@link Storage} could make, by what they do. */
  static Map<String, UnaryOperator<Storage>> all() {
    Map<String, UnaryOperator<Storage>> faults = new LinkedHashMap<>();
    faults.put("never syncs a file", storage -> files(storage, NeverSynced::new));
    faults.put("syncs a file every second time", storage -> files(storage, RarelySynced::new));
    faults.put("syncs late, at the next operation on the file", PlantedFaults::syncedLate);
    faults.put("never syncs the directory", DirectoryNeverSynced::new);
    faults.put("renames before the content is synced", RenamedUnsynced::new);
    faults.put("deletes the old file before there is a new one", DeletedEarly::new);
    faults.put("drops each 7th write", storage -> files(storage, DroppedWrites::new));
    faults.put("does a write after the next one", storage -> files(storage, SwappedWrites::new));
    faults.put("goes on after a failed sync", storage -> files(storage, SyncErrorsIgnored::new));
    faults.put("goes on after a failed write", storage -> files(storage, WriteErrorsIgnored::new));
    faults.put("writes only to the end of a sector", storage -> files(storage, CutWrites::new));
    faults.put("flips a bit of each 11th write", storage -> files(storage, FlippedWrites::new));
    return faults;
  }

  private static Storage files(Storage storage, UnaryOperator<StorageFile> fault) {
    return new ForwardingStorage(storage) {
      @Override
      StorageFile file(String name, StorageFile file) {
        return fault.apply(file);
      }
    };
  }

  private static final class NeverSynced extends ForwardingStorage.File {

    NeverSynced(StorageFile right) {
      super(right);
    }

    @Override
    public void sync() {}
  }

  private static final class RarelySynced extends ForwardingStorage.File {

    private final AtomicInteger syncs = new AtomicInteger();

    RarelySynced(StorageFile right) {
      super(right);
    }

    @Override
    public void sync() throws IOException {
      if (syncs.incrementAndGet() % 2 == 1) {
        super.sync();
      }
    }
  }

  private static Storage syncedLate(Storage storage) {
    return files(storage, SyncedLate::new);
  }

  private static final class SyncedLate extends ForwardingStorage.File {

    private boolean due;

    SyncedLate(StorageFile right) {
      super(right);
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
      if (due) {
        due = false;
        super.sync();
      }
      super.write(source, position);
    }

    @Override
    public synchronized void sync() {
      due = true;
    }
  }

  private static final class DirectoryNeverSynced extends ForwardingStorage {

    DirectoryNeverSynced(Storage right) {
      super(right);
    }

    @Override
    public void syncDirectory() {}
  }

  private static final class RenamedUnsynced extends ForwardingStorage {

    private final Deque<StorageFile> unsynced = new ArrayDeque<>();

    RenamedUnsynced(Storage right) {
      super(right);
    }

    @Override
    public StorageFile create(String name) throws IOException {
      StorageFile created = right.create(name);
      return new File(created) {
        private boolean first = true;

        @Override
        public void sync() throws IOException {
          if (first) {
            first = false;
            unsynced.add(created);
          } else {
            super.sync();
          }
        }
      };
    }

    @Override
    public void syncDirectory() throws IOException {
      super.syncDirectory();
      while (!unsynced.isEmpty()) {
        unsynced.remove().sync();
      }
    }
  }

  private static final class DeletedEarly extends ForwardingStorage {

    DeletedEarly(Storage right) {
      super(right);
    }

    @Override
    public StorageFile create(String name) throws IOException {
      for (String other : list()) {
        delete(other);
      }
      return super.create(name);
    }
  }

  private static final class DroppedWrites extends ForwardingStorage.File {

    private final AtomicInteger writes = new AtomicInteger();

    DroppedWrites(StorageFile right) {
      super(right);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      if (writes.incrementAndGet() % 7 != 0) {
        super.write(source, position);
      }
    }
  }

  private static final class SwappedWrites extends ForwardingStorage.File {

    private ByteBuffer held = ByteBuffer.allocate(0);
    private long heldFor;
    private int writes;

    SwappedWrites(StorageFile right) {
      super(right);
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
      writes++;
      if (writes % 5 == 4) {
        held = ByteBuffer.allocate(source.remaining()).put(source).flip();
        heldFor = position;
      } else {
        super.write(source, position);
        if (held.hasRemaining()) {
          super.write(held, heldFor);
        }
      }
    }
  }

  private static final class SyncErrorsIgnored extends ForwardingStorage.File {

    SyncErrorsIgnored(StorageFile right) {
      super(right);
    }

    @Override
    public void sync() throws IOException {
      try {
        super.sync();
      } catch (PowerCutException e) {
        throw e;
      } catch (IOException e) {
        // the fault
      }
    }
  }

  private static final class WriteErrorsIgnored extends ForwardingStorage.File {

    WriteErrorsIgnored(StorageFile right) {
      super(right);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      try {
        super.write(source, position);
      } catch (PowerCutException e) {
        throw e;
      } catch (IOException e) {
        // the fault
      }
    }
  }

  private static final class CutWrites extends ForwardingStorage.File {

    CutWrites(StorageFile right) {
      super(right);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      int room = 4096 - (int) (position % 4096);
      super.write(source.slice().limit(Math.min(room, source.remaining())), position);
    }
  }

  private static final class FlippedWrites extends ForwardingStorage.File {

    private final AtomicInteger writes = new AtomicInteger();

    FlippedWrites(StorageFile right) {
      super(right);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source).flip();
      if (writes.incrementAndGet() % 11 == 0) {
        int middle = copy.remaining() / 2;
        copy.put(middle, (byte) (copy.get(middle) ^ 1));
      }
      super.write(copy, position);
    }
  }
}
