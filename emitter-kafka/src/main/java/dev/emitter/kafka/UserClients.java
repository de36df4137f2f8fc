package dev.emitter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * How many connections to Kafka the emitters of users have at a time: a producer, or a client that
 * asks brokers about themselves. Those beyond wait. Whoever has fewest goes first; a connection
 * that nothing is sent by is closed for those who wait, and one that has had its turn as well.
 * Thread-safe; nobody is called with the lock held, but to ask whether a connection is idle.
 */
final class UserClients {

  /** What all emitters of this process share, as they share its memory. */
  static final UserClients SHARED = new UserClients(4, 32, Duration.ofSeconds(10));

  /** How long a call waits before the emitter is told to come back. */
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(30);

  private static final long LOOKS_AFTER_MILLIS = 200;
  private static final int PART_BEFORE_IDLE_COUNTS = 10;

  private final int ofOwner;
  private final int ofAll;
  private final long turn;
  private final Set<Waiting> waiting = new LinkedHashSet<>(); // as they came
  private final Set<Ticket> held = new LinkedHashSet<>(); // as they were given
  private final Map<String, Integer> heldByOwner = new HashMap<>();

  /** Somebody who waits. */
  private static final class Waiting {
    private final String owner;

    Waiting(String owner) {
      this.owner = owner;
    }
  }

  /** Allows one connection, until it is released. */
  static final class Ticket {

    private final @Nullable UserClients clients;
    private final String owner;
    private final long since = System.nanoTime();
    private volatile @Nullable Connection connection;

    private Ticket(@Nullable UserClients clients, String owner) {
      this.clients = clients;
      this.owner = owner;
    }

    /** Tells which connection is made by it, which may be closed for others from now on. */
    void usedBy(Connection made) {
      connection = made;
    }

    /** Gives it back; more often than once does nothing. */
    void release() {
      if (clients != null) {
        clients.release(this);
      }
    }
  }

  /**
   * Creates limits.
   *
   * @param ofOwner how many connections one user may have
   * @param ofAll how many all users may have together
   * @param turn how long a connection is kept that is in use while others wait
   */
  UserClients(int ofOwner, int ofAll, Duration turn) {
    this.ofOwner = ofOwner;
    this.ofAll = ofAll;
    this.turn = turn.toNanos();
  }

  /** Returns a ticket that is never waited for, for the emitters of operators. */
  static Ticket ofOperators() {
    return new Ticket(null, "");
  }

  /** Returns how many connections there are. */
  synchronized int held() {
    return held.size();
  }

  /** Returns how many wait for one. */
  synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Returns a ticket for a connection; waits until there is one.
   *
   * @param ended ends the waiting; asked several times a second
   * @throws ClientsInUseException if there is none in time, or the waiting has ended
   * @throws InterruptException of Kafka if the thread is interrupted
   */
  Ticket take(String owner, BooleanSupplier ended) throws ClientsInUseException {
    Waiting mine = new Waiting(owner);
    long deadline = System.nanoTime() + LONGEST_WAIT;
    begin(mine);
    try {
      while (true) {
        Ticket given = given(mine);
        if (given != null) {
          return given;
        }
        Connection other = toBeClosed(owner);
        if (other != null) {
          other.makeRoom();
        } else if (ended.getAsBoolean() || System.nanoTime() - deadline >= 0) {
          throw new ClientsInUseException(words(owner));
        } else {
          await(mine);
        }
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e); // interrupts the thread anew
    } finally {
      end(mine);
    }
  }

  private synchronized void begin(Waiting one) {
    waiting.add(one);
  }

  private synchronized void end(Waiting one) {
    waiting.remove(one);
    notifyAll();
  }

  private synchronized @Nullable Ticket given(Waiting mine) {
    if (!mayHave(mine)) {
      return null;
    }
    waiting.remove(mine);
    Ticket ticket = new Ticket(this, mine.owner);
    held.add(ticket);
    heldByOwner.merge(mine.owner, 1, Integer::sum);
    return ticket;
  }

  private synchronized void await(Waiting mine) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOKS_AFTER_MILLIS);
    long left = LOOKS_AFTER_MILLIS;
    while (left > 0 && !mayHave(mine)) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private int of(String owner) {
    return heldByOwner.getOrDefault(owner, 0);
  }

  /** Whether there is room, also for those who go first. */
  private boolean mayHave(Waiting mine) {
    int room = ofAll - held.size();
    int roomOfOwner = ofOwner - of(mine.owner);
    boolean before = true;
    for (Waiting other : waiting) {
      if (other == mine) {
        before = false;
      } else if (goesFirst(other, mine, before)) {
        room--;
        roomOfOwner -= other.owner.equals(mine.owner) ? 1 : 0;
      }
    }
    return room > 0 && roomOfOwner > 0;
  }

  private boolean goesFirst(Waiting other, Waiting mine, boolean before) {
    int others = of(other.owner);
    int own = of(mine.owner);
    return others < ofOwner && (others < own || (others == own && before));
  }

  private synchronized String words(String owner) {
    return of(owner) >= ofOwner
        ? "waiting for one of " + ofOwner + " connections to Kafka of this owner to end"
        : "waiting for one of " + ofAll + " connections to Kafka of all users to end";
  }

  /** Returns a connection that is to make room for an owner: an idle one if there is any. */
  private synchronized @Nullable Connection toBeClosed(String owner) {
    boolean ownersAlone = of(owner) >= ofOwner;
    if (!ownersAlone && held.size() < ofAll) {
      return null;
    }
    long now = System.nanoTime();
    Connection busy = null;
    for (Ticket ticket : held) {
      Connection one = ticket.connection;
      if (one != null && one.isUsable() && (!ownersAlone || ticket.owner.equals(owner))) {
        long age = now - ticket.since;
        if (age >= turn / PART_BEFORE_IDLE_COUNTS && one.isIdle()) {
          return one;
        }
        busy = busy == null && age >= turn ? one : busy;
      }
    }
    return busy;
  }

  private synchronized void release(Ticket ticket) {
    if (held.remove(ticket)) {
      heldByOwner.computeIfPresent(ticket.owner, (owner, count) -> count > 1 ? count - 1 : null);
      notifyAll();
    }
  }
}
