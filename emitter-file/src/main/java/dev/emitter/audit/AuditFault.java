package dev.emitter.audit;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Says why events could not be stored, for a person. */
final class AuditFault {

  private AuditFault() {}

  static DeliveryResult result(Path folder, IOException failure) {
    if (failure instanceof AnotherOwnerException) {
      return DeliveryResult.disable(String.valueOf(failure.getMessage()));
    }
    DeliveryResult.Retry retry = DeliveryResult.retry(reason(folder, failure));
    boolean passing = failure instanceof RootInUseException || Disk.isFull(folder, failure);
    return passing ? retry.uncounted() : retry;
  }

  static String reason(Path folder, IOException failure) {
    if (failure instanceof AnotherOwnerException || failure instanceof RootInUseException) {
      return String.valueOf(failure.getMessage());
    }
    String prefix = "audit folder " + folder + ": ";
    if (Disk.isFull(folder, failure)) {
      return prefix + "no space left on its disk; free some, or raise the quota";
    }
    if (failure instanceof AccessDeniedException denied) {
      return prefix
          + "permission denied at "
          + denied.getFile()
          + "; let the user that the process runs as write there";
    }
    return prefix + "cannot be written: " + failure.getMessage() + "; mend it";
  }
}
