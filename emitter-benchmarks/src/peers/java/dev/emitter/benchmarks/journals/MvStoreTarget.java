package dev.emitter.benchmarks.journals;

import dev.emitter.benchmarks.append.GroupCommit;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The store under H2: one commit and one sync for all that wait. Not thread-safe. */
final class MvStoreTarget implements GroupCommit.Target {

  private final MVStore store;
  private final MVMap<Long, byte[]> records;
  private final byte[] record;
  private long next;

  private MvStoreTarget(MVStore store, byte[] record) {
    this.store = store;
    this.records = store.openMap("records");
    this.record = record;
  }

  static MvStoreTarget open(Path directory, int recordBytes) {
    String file = directory.resolve("store.mv").toString();
    MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().open();
    return new MvStoreTarget(store, new byte[recordBytes]);
  }

  @Override
  public void write(int count) {
    for (int i = 0; i < count; i++) {
      records.append(next++, record);
    }
    store.commit();
    store.sync();
  }

  @Override
  public void close() {
    store.close();
  }
}
