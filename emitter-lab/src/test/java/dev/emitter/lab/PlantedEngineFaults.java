package dev.emitter.lab;

import dev.emitter.lab.ChangedLibrary.Change;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mistakes that the engine could make, as lines of its code that say something else. */
final class PlantedEngineFaults {

  private PlantedEngineFaults() {}

  /** Returns all mistakes, by what the engine does then. */
  static Map<String, Change> all() {
    Map<String, Change> faults = new LinkedHashMap<>(ordinary());
    faults.putAll(further());
    return faults;
  }

  /** Returns those of the ordinary tests, found within some rounds. */
  static Map<String, Change> ordinary() {
    Map<String, Change> faults = new LinkedHashMap<>();
    faults.put(
        "stores a cursor before what is under way is delivered",
        change(
            "Backlog", Map.of("return pending.isEmpty() ? readTo : settledTo;", "return readTo;")));
    faults.put(
        "takes a lane for level that has not read all",
        change(
            "LaneReader",
            Map.of(
                "if (lane.intake().hasRead(routed)) {",
                "if (lane.intake().hasRead(routed) || lane.backlog().isEmpty()) {")));
    faults.put(
        "overtakes an event that waits to be tried again",
        change(
            "BatchPicker",
            Map.of(
                "if (!entry.isDue(now) || isBeyondLimit(entry)) {\n        break;",
                "if (!entry.isDue(now) || isBeyondLimit(entry)) {\n        continue;")));
    faults.put(
        "loses a timer",
        change(
            "Timers",
            Map.of(
                "    time.schedule(delay, () -> loop.execute(message));",
                "    if (delay.toNanos() % 8 != 0) {\n"
                    + "      time.schedule(delay, () -> loop.execute(message));\n    }")));
    faults.put(
        "settles an answer twice",
        change(
            "LaneSettling",
            Map.of(
                "answered(batch).forEach(this::settleSafely);",
                "answered(batch).forEach(one -> {\n      settleSafely(one);\n      settleSafely(one);\n    });")));
    return faults;
  }

  /** Returns those that are left out of the ordinary tests: some take hundreds of rounds. */
  static Map<String, Change> further() {
    Map<String, Change> faults = new LinkedHashMap<>();
    faults.put(
        "takes in what was read for an earlier version of a definition",
        change(
            "LaneReader",
            Map.of("lane.isLiving() && request.version() == lane.intake().version()", "true")));
    faults.put(
        "goes on with a key whose event waits to be tried again",
        change(
            "BatchPicker",
            Map.of(
                "isFirstOfKey(entry, seen) && entry.isDue(now)",
                "entry.isDue(now) && isFirstOfKey(entry, seen)")));
    faults.put(
        "does not wait for those that it comes after",
        change(
            "LaneRegistry",
            Map.of(
                "limit = limit == null || settled.compareTo(limit) < 0 ? settled : limit;",
                "limit = null;")));
    faults.put(
        "forgets what waited for an emitter that is removed",
        change("LaneCheckpoint", Map.of("this.at == null ? routed : this.at,", "routed,")));
    faults.put(
        "takes what was not tried behind a failure for delivered",
        change(
            "Settlement",
            Map.of(
                "entry.stage(Pending.Stage.WAITING); // behind",
                "entry.stage(Pending.Stage.SETTLED); // behind")));
    faults.put(
        "says that events are left out before that is stored",
        change(
            "EmitterOrders",
            Map.of(
                "      lane.reader().readLeftOut(upTo);\n      barrier.commit();\n",
                "    lane.reader().readLeftOut(upTo);\n")));
    faults.put(
        "leaves out what is published after that",
        change(
            "Backlog",
            Map.of("position.compareTo(leftOutTo) <= 0", "!settledTo.equals(leftOutTo)")));
    faults.put(
        "lets operators hold the log no longer than users",
        change("Router", Map.of("releasable(settled.byOperators())", "lanes.routed()")));
    faults.put(
        "loses a message of the loop",
        change(
            "EventLoop",
            Map.of(
                "  private volatile boolean ended;",
                "  private volatile boolean ended;\n  private int count;",
                "    messages.add(message);",
                "    if (++count % 100 != 0) {\n      messages.add(message);\n    }")));
    faults.put(
        "delivers what its owner may not receive any more",
        change(
            "Batch",
            Map.of(
                "    if (owner == null) {", "    if (owner == null || deliveries.size() < 2) {")));
    faults.put(
        "forgets a parked event that was sent again in vain",
        change(
            "LaneSettling",
            Map.of(
                "    if ((withheld || result instanceof DeliveryResult.Delivered)\n        && !lane",
                "    if (!lane")));
    faults.put(
        "does not store what a user has changed",
        new Change(
            "dev.emitter.UserEmitters",
            Map.of(
                "          store.put(next);",
                "          if (next.version() != 2) {\n            store.put(next);\n          }")));
    faults.put(
        "tells a user of the emitters of others",
        change(
            "Rights",
            Map.of(
                "return user.administrator() || user.name().equals(event.getExtension(OWNER));",
                "return true;")));
    faults.put(
        "passes over events while it cannot be told whether their owner may receive them",
        change(
            "LaneReader",
            Map.of(
                "unknown = String.valueOf(verdict.reason());",
                "verdicts.add(Verdict.NOT_ALLOWED);")));
    faults.put(
        "tells nobody of parked events that it forgets",
        change("Lane", Map.of("    around.listener().parkedDropped(event);\n", "")));
    faults.put(
        "tells nobody of what has left the log before an emitter goes on",
        change(
            "RestartGap",
            Map.of("    around.listener().droppedBetween(lane.id(), cursor, gone, most);\n", "")));
    faults.put(
        "delivers events of a key side by side",
        change("BatchPicker", Map.of("key == null || seen.add(key)", "true")));
    faults.put(
        "does not store that events are settled",
        change("LaneSettling", Map.of("    slot.changed(lane);\n    follow", "    follow")));
    return faults;
  }

  /**
   * Returns the mistake by which an earlier engine once lost events: a record without a cursor, of
   * an emitter that holds events. It is read with whatever position of the router is stored by
   * then, which is beyond them.
   */
  static Change earlierLoss() {
    return change(
        "LaneState", Map.of("return backlog.isEmpty() && (isLiving() ?", "return (isLiving() ?"));
  }

  private static Change change(String type, Map<String, String> lines) {
    return new Change("dev.emitter.engine." + type, lines);
  }
}
