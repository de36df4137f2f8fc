package dev.emitter.cli;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.disk.DiskDeliveryLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.DiskEventLogBuilder;
import dev.emitter.log.disk.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the folder that keeps events and how far each emitter is. */
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
    if (!Files.isDirectory(folder)) {
      return prefix(folder) + "is not a folder; name one that run --data has made";
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      return prefix(folder) + "may not be read by this user; ask its owner, or be its owner";
    }
    return Files.exists(folder.resolve(LOCK))
        ? null
        : prefix(folder) + "holds no events; name a folder that run --data has made";
  }

  /** Returns the log in a folder, or null and a fault when it cannot be used. */
  static @Nullable DiskEventLog open(
      Path folder, Durability durability, Set<PosixFilePermission> permissions, Faults faults) {
    return open(
        DiskEventLog.builder(folder).durability(durability).filePermissions(permissions),
        folder,
        faults);
  }

  /**
   * Returns the log in a folder, to look into: where this user may not write, nothing is written.
   * Null and a fault when it cannot be used.
   */
  static @Nullable DiskEventLog openToLookInto(Path folder, Faults faults) {
    return open(DiskEventLog.builder(folder).readOnly(!Files.isWritable(folder)), folder, faults);
  }

  private static @Nullable DiskEventLog open(
      DiskEventLogBuilder builder, Path folder, Faults faults) {
    try {
      return builder.open();
    } catch (EventLogException e) {
      faults.add(Texts.oneLine(prefix(folder) + e.getMessage()));
      return null;
    }
  }

  /** Returns the delivery log in a folder, to look into, or null and a fault. */
  static @Nullable DeliveryLog attempts(Path folder, Faults faults) {
    try {
      return DiskDeliveryLog.openToRead(folder);
    } catch (IOException e) {
      faults.add(Texts.oneLine(prefix(folder) + e.getMessage()));
      return null;
    }
  }

  private static String prefix(Path folder) {
    return "data = " + folder + ": ";
  }
}
