package dev.emitter.cli;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.disk.DirectoryStorage;
import dev.emitter.log.disk.DiskDeliveryLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the folder that keeps events and how far each emitter is (requirement R2). */
final class DataFolder {

  private static final String LOCK = "log.lock";

  private DataFolder() {}

  /** Returns why a run cannot keep its events there, or null if it probably can. */
  static @Nullable String fault(Path folder) {
    if (!Files.exists(folder)) {
      return null;
    }
    if (!Files.isDirectory(folder)) {
      return prefix(folder) + "is not a folder; name a folder, or one that is to be made";
    }
    return Files.isWritable(folder) ? null : prefix(folder) + "may not be written by this user";
  }

  /** Returns why nothing can be looked up there, or null if it probably can. */
  static @Nullable String faultToLookInto(Path folder) {
    if (!Files.exists(folder)) {
      return prefix(folder) + "there is no such folder; name one that run --data has made";
    }
    String fault = fault(folder);
    if (fault != null) {
      return fault;
    }
    return Files.exists(folder.resolve(LOCK))
        ? null
        : prefix(folder) + "holds no events; name a folder that run --data has made";
  }

  /** Returns the log in a folder, or null and a fault when it cannot be used. */
  static @Nullable DiskEventLog open(Path folder, Durability durability, Faults faults) {
    try {
      return DiskEventLog.builder(folder).durability(durability).open();
    } catch (EventLogException e) {
      faults.add(Texts.oneLine(prefix(folder) + e.getMessage()));
      return null;
    }
  }

  /** Returns the delivery log in a folder, to look into, or null and a fault. */
  static @Nullable DeliveryLog attempts(Path folder, Faults faults) {
    try {
      return DiskDeliveryLog.open(DirectoryStorage.of(folder));
    } catch (IOException e) {
      faults.add(Texts.oneLine(prefix(folder) + e.getMessage()));
      return null;
    }
  }

  private static String prefix(Path folder) {
    return "data = " + folder + ": ";
  }
}
