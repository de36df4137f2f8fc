package dev.emitter.lab;

import dev.emitter.log.disk.Storage;
import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that does to files what real ones do when the power goes: what was not synced is
 * kept, lost, torn or reordered, as chance has it, names independently of contents. It can also be
 * full, fail and rot. The same seed and the same operations give the same disk. Thread-safe.
 */
public final class SimulatedStorage implements Storage {

  /** How many deleted files are remembered. */
  private static final int FREED = 4;

  private final SplittableRandom random;
  private final DiskNames names;
  private final DiskFaults faults = new DiskFaults();
  private final Deque<SparseBytes> freed;
  private final DiskPower power;
  private boolean clearing;

  private SimulatedStorage(
      SplittableRandom random, DiskNames names, Deque<SparseBytes> freed, DiskPower power) {
    this.random = random;
    this.names = names;
    this.freed = freed;
    this.power = power;
  }

  /** Returns an empty disk. */
  public static SimulatedStorage create(long seed) {
    return new SimulatedStorage(
        new SplittableRandom(seed), new DiskNames(Map.of()), new ArrayDeque<>(), new DiskPower());
  }

  /** Returns what goes wrong here, to be changed. */
  public DiskFaults faults() {
    return faults;
  }

  /** Has no file show what a deleted one had, as is so on the usual file systems. */
  void clearDeleted() {
    clearing = true;
  }

  /** Cuts the power in the middle of the operation that is so many ahead; 1 is the next one. */
  public synchronized void cutAfter(long ahead) {
    power.cutAfter(ahead);
  }

  /** Returns whether the power is cut. */
  public synchronized boolean isCut() {
    return power.isCut();
  }

  /** Returns how many operations there were. */
  public synchronized long operations() {
    return power.operations();
  }

  /** Cuts the power, if that has not happened, and returns what is on the disk afterwards. */
  public synchronized SimulatedStorage powerCut() {
    power.cut();
    Survival survival = Survival.choose(random, List.copyOf(freed));
    Map<DiskInode, DiskInode> left = new HashMap<>();
    Map<String, DiskInode> files = new TreeMap<>();
    names.left(survival).forEach((name, inode) -> files.put(name, left(inode, survival, left)));
    return with(new DiskNames(files), new DiskPower());
  }

  private SimulatedStorage with(DiskNames left, DiskPower next) {
    SimulatedStorage disk = new SimulatedStorage(random.split(), left, freed, next);
    disk.clearing = clearing;
    return disk;
  }

  /**
   * Ends the process that uses this disk, but not the machine: nothing is lost, what was not synced
   * may still be, and whoever uses this object is told that the power is cut.
   */
  public synchronized SimulatedStorage kill() {
    power.cut();
    return with(names, power.forNextProcess());
  }

  private static DiskInode left(
      DiskInode inode, Survival survival, Map<DiskInode, DiskInode> done) {
    return done.computeIfAbsent(inode, one -> one.with(survival.of(one)));
  }

  /** Flips a bit of a file, on the disk and for whoever reads it. */
  public synchronized void flip(String name, long bit) throws IOException {
    inode(name).flip(bit);
  }

  /** Returns what a program sees in a file. */
  public synchronized byte[] bytes(String name) throws IOException {
    return inode(name).current().toByteArray();
  }

  /** Returns the files that are in folders: those of a log are not. */
  synchronized List<String> files() {
    return names.all().stream().filter(name -> name.contains("/") && !isFolder(name)).toList();
  }

  private DiskInode inode(String name) throws NoSuchFileException {
    DiskInode inode = names.get(name);
    if (inode == null) {
      throw new NoSuchFileException(describe(name));
    }
    return inode;
  }

  private void failWith(double probability, String operation) throws IOException {
    if (happens(probability)) {
      power.end();
      throw new IOException(operation + ": Input/output error");
    }
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    power.begin();
    power.end();
    return names.list("").stream().filter(name -> !isFolder(name)).toList();
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    power.begin();
    DiskInode inode = inode(name);
    power.end();
    return new SimulatedFile(this, inode);
  }

  @Override
  public synchronized StorageFile create(String name) throws IOException {
    power.begin();
    failWith(faults.directory(), "create");
    if (names.get(name) != null) {
      throw new FileAlreadyExistsException(describe(name));
    }
    DiskInode inode = DiskInode.file(nextNumber());
    names.link(name, inode);
    power.end();
    return new SimulatedFile(this, inode);
  }

  /** As on real disks, the number of a file that is gone is given again. */
  private long nextNumber() {
    return 1 + names.inodes().stream().mapToLong(DiskInode::number).max().orElse(0);
  }

  // Folders, for what has files beside those of a log: names have slashes then.

  synchronized void createFolder(String name) throws IOException {
    power.begin();
    failWith(faults.directory(), "create");
    names.link(name, DiskInode.folder(nextNumber()));
    power.end();
  }

  synchronized boolean exists(String name) {
    return names.get(name) != null;
  }

  synchronized boolean isFolder(String name) {
    DiskInode inode = names.get(name);
    return inode != null && inode.isFolder();
  }

  /** Returns the names in a folder, without the folder's. */
  synchronized List<String> listBelow(String folder) throws IOException {
    power.begin();
    power.end();
    return names.list(folder);
  }

  /**
   * What can be seen of a file without opening it.
   *
   * @param number what tells it from the other files of the disk
   * @param size how many bytes it has
   */
  record Look(long number, long size) {}

  synchronized Look lookAt(String name) throws IOException {
    DiskInode inode = inode(name);
    return new Look(inode.number(), inode.current().size());
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    power.begin();
    failWith(faults.directory(), "rename");
    DiskInode inode = inode(from);
    free(to);
    names.rename(from, to, inode);
    power.end();
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    power.begin();
    failWith(faults.directory(), "delete");
    if (names.get(name) != null) {
      free(name);
      names.unlink(name);
    }
    power.end();
  }

  /** Remembers what the sectors of a file had that loses its name. */
  private void free(String name) {
    DiskInode inode = names.get(name);
    if (inode != null && !clearing) {
      freed.addLast(inode.durable());
      if (freed.size() > FREED) {
        freed.removeFirst();
      }
    }
  }

  @Override
  public synchronized void syncDirectory() throws IOException {
    syncFolder("");
  }

  synchronized void syncFolder(String name) throws IOException {
    power.begin();
    failWith(faults.directory(), "sync of the directory");
    loseLastSync();
    names.sync(name);
    power.end();
  }

  /** The power may go before a sync has done its work, or just before it tells. */
  private void loseLastSync() throws PowerCutException {
    if (power.isDue() && random.nextBoolean()) {
      power.end();
    }
  }

  @Override
  public synchronized long usableBytes() throws IOException {
    power.begin();
    power.end();
    return Math.max(0, faults.capacity() - usedBytes());
  }

  private long usedBytes() {
    return names.inodes().stream().mapToLong(inode -> inode.current().size()).sum();
  }

  @Override
  public String describe(String name) {
    return "simulated/" + name;
  }

  synchronized int read(DiskInode inode, ByteBuffer target, long position) throws IOException {
    power.begin();
    failWith(faults.reads(), "read");
    int length = inode.current().read(target, position);
    power.end();
    return length;
  }

  synchronized void write(DiskInode inode, ByteBuffer source, long position) throws IOException {
    power.begin();
    int wanted = source.remaining();
    boolean fails = happens(faults.writes());
    int length = Math.min(fails ? random.nextInt(wanted + 1) : wanted, room(inode, position));
    if (length > 0) {
      byte[] bytes = new byte[length];
      source.get(bytes);
      inode.write(position, bytes);
    }
    power.end();
    if (fails) {
      throw new IOException("write: Input/output error");
    }
    if (length < wanted) {
      throw new IOException("write: No space left on device");
    }
  }

  /** Returns how many bytes fit: those the file has already, and what is left of the disk. */
  private int room(DiskInode inode, long position) {
    long capacity = faults.capacity();
    if (capacity == Long.MAX_VALUE) {
      return Integer.MAX_VALUE;
    }
    long end = inode.current().size() + Math.max(0, capacity - usedBytes());
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, end - position));
  }

  synchronized void sync(DiskInode inode) throws IOException {
    power.begin();
    if (happens(faults.syncs())) {
      if (random.nextBoolean()) {
        inode.loseSome(Survival.choose(random, List.copyOf(freed)), random.nextBoolean());
      }
      power.end();
      throw new IOException("sync: Input/output error");
    }
    loseLastSync();
    inode.sync();
    power.end();
  }

  synchronized long size(DiskInode inode) throws IOException {
    power.begin();
    power.end();
    return inode.current().size();
  }

  synchronized void cut(DiskInode inode, long size) throws IOException {
    power.begin();
    failWith(faults.writes(), "truncate");
    inode.cut(size);
    power.end();
  }
}
