package dev.emitter.lab;

import dev.emitter.log.EventLogException;
import dev.emitter.log.StateStore;
import dev.emitter.log.disk.DiskStateStore;
import dev.emitter.log.disk.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One round with a state store: some lives on one disk, each with writes, faults and reopenings,
 * and ended by a power cut at any operation, recovery included. Whatever the store said it had
 * written must be there afterwards; what it said it had not must not. Not thread-safe.
 */
public final class StateRound {

  /** What the store says when it can promise neither. */
  private static final String DOUBT = "may be found again";

  private static final int MAX_CAPACITY = 4_000;

  private final SplittableRandom random;
  private final Function<Storage, StateStore> opener;
  private final StateModel model = new StateModel();
  private final List<String> history = new ArrayList<>();
  private final RoundDisk disk;
  private int writes;

  private StateRound(long seed, Function<Storage, StateStore> opener) {
    this.random = new SplittableRandom(seed);
    this.disk = new RoundDisk(random, history);
    this.opener = opener;
  }

  /** Returns a round with a disk store that compacts early or late, as the seed has it. */
  public static void run(long seed) {
    run(seed, storage -> DiskStateStore.open(storage, compactAt(seed)));
  }

  /** Returns after how many bytes of changes the store of a round compacts. */
  public static long compactAt(long seed) {
    long[] sizes = {0, 200, 1000, 5000, 1 << 20};
    return sizes[Math.floorMod(seed, sizes.length)];
  }

  /**
   * Goes through a round.
   *
   * @param opener opens the store; throws {@link EventLogException} if that fails
   * @throws Violation if a promise was not kept
   */
  public static void run(long seed, Function<Storage, StateStore> opener) {
    StateRound round = new StateRound(seed, opener);
    Laboratory.round(seed, round.history, round::run);
  }

  private void run() {
    disk.goThroughLives(1 + random.nextInt(6), this::live);
    endInPeace();
  }

  private void live() {
    int processes = 1 + random.nextInt(3);
    for (int i = 0; i < processes && !disk.isCut(); i++) {
      disk.chooseFaults(MAX_CAPACITY);
      StateStore store = open();
      if (store != null) {
        use(store);
      }
    }
  }

  private @Nullable StateStore open() {
    history.add("open");
    StateStore store;
    try {
      store = opener.apply(disk.now());
    } catch (EventLogException e) {
      if (disk.isSound()) {
        throw e;
      }
      return null;
    }
    SortedMap<String, String> found = store.entries("");
    model.found(found, disk.isSound());
    if (store instanceof DiskStateStore one && !one.problems().isEmpty()) {
      throw new Violation("reports damage where there is none: " + one.problems());
    }
    return store;
  }

  private void use(StateStore store) {
    int steps = random.nextInt(20);
    for (int i = 0; i < steps && !disk.isCut(); i++) {
      if (random.nextInt(8) == 0) {
        disk.chooseFaults(MAX_CAPACITY);
      }
      write(store, changes());
      if (!store.entries("").equals(model.now())) {
        throw new Violation("holds " + store.entries("") + ", expected " + model.now());
      }
    }
    if (random.nextBoolean()) {
      history.add("close");
      store.close();
    }
  }

  private void write(StateStore store, Map<String, Optional<String>> changes) {
    try {
      store.write(changes);
      history.add("write " + changes.keySet());
      model.written(changes);
    } catch (EventLogException e) {
      history.add("fail " + changes.keySet());
      if (disk.isCut() || String.valueOf(e.getMessage()).contains(DOUBT)) {
        model.inDoubt(changes);
      }
      if (disk.isSound()) {
        throw e;
      }
    }
  }

  private Map<String, Optional<String>> changes() {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      changes.put("k" + random.nextInt(8), value());
    }
    return changes;
  }

  private Optional<String> value() {
    writes++;
    return switch (random.nextInt(6)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(writes + "-" + "long".repeat(random.nextInt(400)));
      default -> Optional.of(writes + "");
    };
  }

  /** Without faults, everything must work again. */
  private void endInPeace() {
    disk.mend();
    for (int i = 0; i < 2; i++) {
      StateStore store = open();
      if (store == null) {
        throw new Violation("does not open");
      }
      write(store, changes());
      store.close();
    }
    open();
  }
}
