package dev.emitter.audit;

import dev.emitter.audit.AuditDownload.Bounds;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.EmitterException;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code Audit} emitters below a folder have stored: read by the owner of each, looked
 * after by the operator. Give it to {@link AuditChannelProvider#of} and the provider to the builder
 * of the emitters. Thread-safe. Several may be open on one folder in a process; of several
 * processes one alone may write there, and the others read.
 *
 * <pre>{@code
 * AuditLog audit = AuditLog.in(Path.of("audit"));
 * Emitters emitters =
 *     Emitters.builder().channel(AuditChannelProvider.of(audit)).start();
 * ..
 * try (AuditDownload download = audit.read("ann@x.example", id, AuditQuery.ALL)) {
 *   download.writeTo(out, AuditFormat.NDJSON);
 * }
 * }</pre>
 */
public final class AuditLog {

  private final AuditRoot root;
  private final Builder built;

  private AuditLog(Builder builder) {
    this.root = AuditRoot.of(builder.root);
    this.built = builder;
  }

  /** Returns the log below a folder, which is made when the first event is stored. */
  public static AuditLog in(Path root) {
    return builder(root).build();
  }

  /** Starts the configuration of the log below a folder. */
  public static Builder builder(Path root) {
    return new Builder(root);
  }

  // For the owner.

  /**
   * Reads what is stored for an emitter. The caller has made sure who the user is. When the
   * download is closed, and the emitter is at work in this process, the library's own event {@code
   * AuditDownloaded} says who has read how many events of which period.
   *
   * @param user who reads: the owner of the emitter, and nobody else
   * @throws AuditNotFoundException if this user has no such audit, be there one of others or none
   * @throws AuditGoneException if the query names a cursor before the oldest entry kept
   * @throws IllegalArgumentException if the query names no cursor
   * @throws EventLogException if it cannot be read
   */
  public AuditDownload read(String user, String emitterId, AuditQuery query) {
    AuditCursor after = query.after() == null ? null : AuditCursor.parse(query.after());
    try {
      StoreInfo info = root.info(emitterId);
      if (info == null || !info.owner().equals(user)) {
        throw new AuditNotFoundException(emitterId);
      }
      return ChangingStore.look(() -> read(info, query, after, user));
    } catch (IOException e) {
      throw unreadable(emitterId, e);
    }
  }

  // For the operator.

  /**
   * Reads what is stored for an emitter on behalf of whoever may read the folder, such as a person
   * at the command line. Do not offer this to users: {@link #read} asks whose it is.
   *
   * @throws EmitterException if there is none
   * @throws AuditGoneException if the query names a cursor before the oldest entry kept
   * @throws IllegalArgumentException if the query names no cursor
   * @throws EventLogException if it cannot be read
   */
  public AuditDownload readAsOperator(String emitterId, AuditQuery query) {
    AuditCursor after = query.after() == null ? null : AuditCursor.parse(query.after());
    try {
      StoreInfo info = required(emitterId);
      return ChangingStore.look(() -> read(info, query, after, null));
    } catch (IOException e) {
      throw unreadable(emitterId, e);
    }
  }

  private AuditDownload read(
      StoreInfo info, AuditQuery query, @Nullable AuditCursor after, @Nullable String user)
      throws IOException {
    AuditStore open = root.opened(info.emitter());
    Instant end = query.end();
    Instant settled = query.settledUntil();
    if (open != null && settled != null && end != null) {
      open.completeUntil(settled.isBefore(end) ? settled : end);
    }
    StoreReading reading = StoreReading.of(root.folder(info.emitter()), open);
    long oldest = reading.first() - 1;
    if (after != null && (!after.store().equals(info.store()) || after.number() < oldest)) {
      throw new AuditGoneException(
          info.emitter(), new AuditCursor(info.store(), oldest).toString(), reading.firstAt());
    }
    long from = query.start() == null ? oldest + 1 : reading.atOrAfter(query.start());
    from = after == null ? from : Math.max(from, after.number() + 1);
    long to = Math.max(from - 1, end == null ? reading.last() : reading.atOrAfter(end) - 1);
    long last = to - from + 1 > query.limit() ? from - 1 + query.limit() : to;
    Bounds bounds =
        new Bounds(
            last,
            last < to,
            end != null && isComplete(reading, end, settled),
            oldest,
            reading.firstAt());
    return new AuditDownload(
        info,
        reading.entries(from, last),
        bounds,
        count -> root.downloads().ended(info.emitter(), user, query, count));
  }

  private static boolean isComplete(
      StoreReading reading, Instant end, @Nullable Instant settledUntil) {
    Instant newest = reading.lastAt();
    return (newest != null && !newest.isBefore(end))
        || (settledUntil != null && !settledUntil.isBefore(end));
  }

  /**
   * Returns what is stored, by emitter, without content.
   *
   * @throws EventLogException if it cannot be read
   */
  public List<AuditSummary> list() {
    try {
      List<AuditSummary> found = new ArrayList<>();
      for (StoreInfo info : new TreeMap<>(root.list()).values()) {
        found.add(SummaryReader.of(root.folder(info.emitter()), info));
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new EventLogException("audit folder " + root.folder() + ": " + AuditFault.words(e), e);
    }
  }

  /**
   * Compares every byte that is stored for an emitter with what was written. A process may write at
   * the same time.
   *
   * @param key the key that the chain must be signed with, or null to check no signatures
   * @throws EmitterException if there is nothing stored for such an emitter
   * @throws EventLogException if it cannot be read
   */
  public AuditVerification verify(String emitterId, @Nullable PublicKey key) {
    try {
      StoreInfo info = required(emitterId);
      return StoreVerifier.of(root.folder(info.emitter()), key);
    } catch (IOException e) {
      throw unreadable(emitterId, e);
    }
  }

  /**
   * Erases events, such as those about a person who demands it: their content is gone from these
   * files when this returns, and their entries say so. Who erased, when and how many is kept in the
   * chain. What was downloaded, and the log of the emitters, are not touched.
   *
   * @param wanted which events; must answer alike when asked again
   * @param by who erases
   * @return how many events were erased
   * @throws EmitterException if there is nothing stored for such an emitter
   * @throws EventLogException if that cannot be done, such as while another process writes there
   */
  public long erase(String emitterId, Predicate<CloudEvent> wanted, String by) {
    try {
      requireWritable();
      StoreInfo info = required(emitterId);
      AuditStore store = root.acquire(info, settings(built.clock));
      try {
        return store.erase(new Erasure(by, wanted));
      } finally {
        root.release(store);
      }
    } catch (IOException e) {
      throw unreadable(emitterId, e);
    }
  }

  /**
   * Removes all that is stored for an emitter, for good and at once. An emitter that is still at
   * work begins anew.
   *
   * @throws EventLogException if that cannot be done, such as while another process writes there
   */
  public void purge(String emitterId) {
    try {
      requireWritable();
      root.purge(emitterId, settings(built.clock));
    } catch (IOException e) {
      throw unreadable(emitterId, e);
    }
  }

  private StoreInfo required(String emitterId) throws IOException {
    StoreInfo info = root.list().get(emitterId);
    if (info == null) {
      throw new EmitterException(
          "nothing is stored for emitter \"" + emitterId + "\" below " + root.folder());
    }
    return info;
  }

  private static EventLogException unreadable(String emitterId, IOException failure) {
    return new EventLogException(
        "the audit of emitter \"" + emitterId + "\": " + AuditFault.words(failure), failure);
  }

  // For the channels.

  AuditRoot root() {
    return root;
  }

  boolean isReadOnly() {
    return built.readOnly;
  }

  void requireWritable() throws IOException {
    if (built.readOnly) {
      throw new IOException("it was opened to be read only");
    }
  }

  long ownerMaxBytes() {
    return built.ownerMaxBytes;
  }

  StoreSettings settings(Clock clock) {
    return new StoreSettings(
        clock, built.segmentBytes, built.keepRemoved, built.ownerMaxStores, signer());
  }

  private @Nullable ChainSigner signer() {
    return built.key == null ? null : new ChainSigner(built.key);
  }

  StoreCheck checking() {
    return new StoreCheck(root, signer(), built.readOnly);
  }

  /** Configures a log. Not thread-safe. */
  public static final class Builder {

    private final Path root;
    private Clock clock = Clock.systemUTC();
    private long ownerMaxBytes = 5L << 30;
    private int ownerMaxStores = 200;
    private long segmentBytes = StoreSettings.SEGMENT_BYTES;
    private Duration keepRemoved = Duration.ofDays(7);
    private boolean readOnly;
    private @Nullable PrivateKey key;

    private Builder(Path root) {
      this.root = root.toAbsolutePath().normalize();
    }

    /** Sets the clock that says when something was erased. If unset, the system's. */
    public Builder clock(Clock timeOfDay) {
      this.clock = timeOfDay;
      return this;
    }

    /**
     * Sets how many bytes all stores of one user may take together, those of removed emitters
     * included; beyond it the oldest entries go. It is passed by a 64th at most, and the events
     * that are being stored. If unset, 5 GiB.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder ownerMaxBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("ownerMaxBytes = " + bytes + ": must be at least 1");
      }
      this.ownerMaxBytes = bytes;
      return this;
    }

    /**
     * Sets how many stores one user may have, those of removed emitters included; beyond it the
     * store of the emitter that was removed first goes. Emitters that were not removed keep theirs,
     * however many there are. If unset, 200.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder ownerMaxStores(int stores) {
      if (stores < 1) {
        throw new IllegalArgumentException("ownerMaxStores = " + stores + ": must be at least 1");
      }
      this.ownerMaxStores = stores;
      return this;
    }

    /**
     * Sets how long what is stored for an emitter is kept after it was removed, at most; {@link
     * Duration#ZERO} for not at all. If unset, 7 days.
     */
    public Builder keepRemoved(Duration time) {
      this.keepRemoved = time;
      return this;
    }

    /**
     * Sets whether this log is only read: then nothing is stored, erased or removed through it, and
     * another process may write at the same time. If unset, it is not.
     */
    public Builder readOnly(boolean only) {
      this.readOnly = only;
      return this;
    }

    /**
     * Sets the Ed25519 key that the digests of segments are signed with. If unset, they are not,
     * and an emitter whose audit was signed before is refused; so is one that was signed with
     * another key.
     */
    public Builder signedWith(PrivateKey ed25519) {
      this.key = ed25519;
      return this;
    }

    /** Sets after how many bytes a segment is closed; for tests. */
    Builder segmentBytes(long bytes) {
      this.segmentBytes = bytes;
      return this;
    }

    /** Returns the log; nothing is read or written yet. */
    public AuditLog build() {
      return new AuditLog(this);
    }
  }
}
