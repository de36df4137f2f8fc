package dev.emitter.log.disk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Checks that concurrent calls of a state store look as if they came one after the other: Lincheck
 * generates scenarios and looks for an order that explains each outcome. {@code
 * -Demitter.log.lincheck=N} tries N times as many.
 */
@Tag("R2")
final class DiskStateStoreLincheckTest {

  private static final int TIMES = Integer.getInteger("emitter.log.lincheck", 1);

  /** Small enough for scenarios to begin new files. */
  private static final int COMPACT_AT = 64;

  /** What is called, by Lincheck. */
  @Param(name = "key", gen = IntGen.class, conf = "1:3")
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static final class Store {

    private final DiskStateStore store = DiskStateStore.open(new MemoryStorage(), COMPACT_AT);

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
      store.write(Map.of("k" + key, Optional.of("v" + value)));
    }

    @Operation
    public void move(@Param(name = "key") int from, @Param(name = "value") int value) {
      store.write(Map.of("k" + from, Optional.empty(), "k" + (from + 1), Optional.of("m" + value)));
    }

    @Operation
    public String entries() {
      return store.entries("k").toString();
    }
  }

  /** What the store is to be like. */
  public static final class Model {

    private final SortedMap<String, String> entries = new TreeMap<>();

    public void put(int key, int value) {
      entries.put("k" + key, "v" + value);
    }

    public void move(int from, int value) {
      entries.remove("k" + from);
      entries.put("k" + (from + 1), "m" + value);
    }

    public String entries() {
      return entries.toString();
    }
  }

  @Test
  void callsOfThreadsLookAsIfTheyCameOneAfterTheOther() {
    new StressOptions()
        .sequentialSpecification(Model.class)
        .threads(3)
        .actorsPerThread(3)
        .iterations(8 * TIMES)
        .invocationsPerIteration(300)
        .check(Store.class);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "emitter.log.lincheck",
      matches = "[0-9]+",
      disabledReason = "takes minutes: -Demitter.log.lincheck=N")
  void callsOfThreadsLookSoHoweverTheyAreInterleaved() {
    new ModelCheckingOptions()
        .sequentialSpecification(Model.class)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(3 * TIMES)
        .invocationsPerIteration(50)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(DiskStateStoreLincheckTest::isOfOneThread)
                .allMethods()
                .ignore())
        .check(Store.class);
  }

  /** What files and lines do is nothing that another thread sees; it is not interleaved. */
  private static boolean isOfOneThread(String name) {
    return List.of(
            MemoryStorage.class,
            StateFile.class,
            StateLines.class,
            StateNames.class,
            StateText.class)
        .stream()
        .anyMatch(type -> name.startsWith(type.getName()));
  }
}
