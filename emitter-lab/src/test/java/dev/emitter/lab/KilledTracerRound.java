package dev.emitter.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One log and one destination, and processes that trace flows one after the other, each of which is
 * killed, up to the last, which ends what was left open and delivers all. Then no chain may lack
 * its start, each that was acknowledged must be whole, and whatever came twice must be a whole
 * record. Not thread-safe.
 */
final class KilledTracerRound {

  /** How many chains a process publishes that is killed, if it lives long enough. */
  static final int A_LIFE = 400;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WHOLE = 4;

  private final Path folder;
  private final Traces receiver;
  private int lives;

  KilledTracerRound(Path folder, Traces receiver) {
    this.folder = folder;
    this.receiver = receiver;
  }

  /**
   * Lets a process live for some time.
   *
   * @param atWork whether the time runs from its first delivery, else from its start
   */
  void kill(boolean atWork, int millis) throws IOException, InterruptedException {
    long before = receiver.count();
    start(A_LIFE, "go on", "").kill(() -> !atWork || count() > before, millis);
  }

  private long count() {
    try {
      return receiver.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What became of a round: chains acknowledged, chains left open, and records that came twice. */
  record Outcome(int acknowledged, int open, int repeated) {}

  /**
   * Lets a last process publish some chains more and deliver all, and judges.
   *
   * @throws Violation if a promise was not kept
   */
  Outcome end(int chains) throws IOException, InterruptedException {
    Set<Integer> open = open();
    String numbers = open.stream().map(String::valueOf).collect(Collectors.joining(","));
    start(chains, KilledLife.TO_THE_END, numbers).awaitEnd();
    List<Integer> acknowledged = KilledProcess.acknowledged(folder);
    List<String> allEntries = receiver.received(KilledTracer.ENTRIES);
    List<String> allMade = receiver.received(KilledTracer.MADE);
    Set<String> entries = new LinkedHashSet<>(allEntries);
    Set<String> made = new LinkedHashSet<>(allMade);
    requireChains(entries, acknowledged);
    requireMade(made, acknowledged);
    int repeated = allEntries.size() + allMade.size() - entries.size() - made.size();
    return new Outcome(acknowledged.size(), open.size(), repeated);
  }

  private KilledProcess start(int chains, String end, String open) throws IOException {
    List<String> arguments =
        List.of(
            folder.resolve("log").toString(),
            receiver.destination(),
            Integer.toString(A_LIFE * lives),
            Integer.toString(chains),
            end,
            open);
    lives++;
    return KilledProcess.start(folder, KilledTracer.class, arguments);
  }

  /** Returns the chains that processes may have begun without saying that they ended. */
  private Set<Integer> open() throws IOException {
    Set<Integer> open = new TreeSet<>();
    if (lives == 0) {
      return open;
    }
    Set<Integer> acknowledged = new TreeSet<>(KilledProcess.acknowledged(folder));
    for (int life = 0; life < lives; life++) {
      int from = life * A_LIFE;
      int last =
          acknowledged.stream()
              .mapToInt(Integer::intValue)
              .filter(number -> number >= from && number < from + A_LIFE)
              .max()
              .orElse(from - 1);
      int to = Math.min(last + KilledTracer.THREADS + 1, from + A_LIFE);
      IntStream.range(from, to).filter(one -> !acknowledged.contains(one)).forEach(open::add);
    }
    return open;
  }

  /** Each record has one entry, as it was published; what came first is what is looked at. */
  private static void requireChains(Set<String> records, List<Integer> acknowledged) {
    Map<String, Map<String, String>> statuses = new HashMap<>();
    Map<String, Integer> entries = new HashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String record : records) {
      JsonNode array = array(record, 1);
      JsonNode entry = array.get(0);
      String chain = entry.path("ChainId").asText();
      String step = entry.at("/Step/Id").asText();
      String status = entry.at("/Step/Status").asText();
      if (!seen.add(chain + " " + step + " " + status)) {
        throw new Violation(chain + ": an entry came a second time and is another: " + record);
      }
      Map<String, String> steps = statuses.computeIfAbsent(chain, any -> new LinkedHashMap<>());
      String parent = entry.at("/Step/ParentId").asText("");
      if (!steps.containsKey(step) && !status.equals("Started")) {
        throw new Violation(chain + ": a step begins with " + status);
      }
      if (!parent.isEmpty() && !steps.containsKey(parent)) {
        throw new Violation(chain + ": a step came before the one that it is inside of");
      }
      if (steps.isEmpty() != parent.isEmpty() && !steps.containsKey(step)) {
        throw new Violation(chain + ": it does not begin with its first step");
      }
      steps.put(step, status);
      entries.merge(chain, 1, Integer::sum);
    }
    statuses.forEach(
        (chain, steps) -> {
          if (steps.containsValue("Started") || steps.containsValue("Active")) {
            throw new Violation(chain + ": a step did not end");
          }
        });
    for (int number : acknowledged) {
      if (entries.getOrDefault(KilledTracer.chain(number), 0) != WHOLE) {
        throw new Violation(KilledTracer.chain(number) + ": it is not whole");
      }
    }
  }

  /** Each record has two entries: the start goes first. */
  private static void requireMade(Set<String> records, List<Integer> acknowledged) {
    Map<String, String> byChain = new HashMap<>();
    for (String record : records) {
      JsonNode array = array(record, 2);
      boolean right =
          array.at("/0/Step/Status").asText().equals("Started")
              && array.at("/1/Step/Status").asText().equals("Completed")
              && array.at("/0/Step/Id").equals(array.at("/1/Step/Id"));
      String before = byChain.put(array.at("/1/ChainId").asText(), record);
      if (!right || before != null) {
        throw new Violation("a record is not whole, or another than before: " + record);
      }
    }
    for (int number : acknowledged) {
      if (!byChain.containsKey(Integer.toString(number))) {
        throw new Violation("the record of order " + number + " is lost");
      }
    }
  }

  private static JsonNode array(String record, int entries) {
    try {
      JsonNode array = JSON.readTree(record);
      if (array.isArray() && array.size() == entries) {
        return array;
      }
      throw new Violation("a record has not " + entries + " entries: " + record);
    } catch (JsonProcessingException e) {
      throw new Violation("a record is not whole: " + record, e);
    }
  }
}
