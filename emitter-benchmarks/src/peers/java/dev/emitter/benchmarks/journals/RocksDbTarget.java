package dev.emitter.benchmarks.journals;

import dev.emitter.benchmarks.append.GroupCommit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB: one batch for all that wait, its write-ahead log synced once. Not thread-safe. */
final class RocksDbTarget implements GroupCommit.Target {

  private final Options options;
  private final RocksDB database;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final byte[] record;
  private long next;

  private RocksDbTarget(Options options, RocksDB database, byte[] record) {
    this.options = options;
    this.database = database;
    this.record = record;
  }

  static RocksDbTarget open(Path directory, int recordBytes) throws IOException {
    Options options = new Options().setCreateIfMissing(true);
    try {
      RocksDB database = RocksDB.open(options, directory.toString());
      return new RocksDbTarget(options, database, new byte[recordBytes]);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void write(int records) throws IOException {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < records; i++) {
        batch.put(ByteBuffer.allocate(Long.BYTES).putLong(next++).array(), record);
      }
      database.write(synced, batch);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    synced.close();
    options.close();
  }
}
