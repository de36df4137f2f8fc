package dev.emitter.audit;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.storage.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Says why events could not be stored, for a person. */
final class AuditFault {

  private AuditFault() {}

  static DeliveryResult result(Path folder, IOException failure) {
    if (failure instanceof AnotherOwnerException || failure instanceof SigningException) {
      return DeliveryResult.disable(String.valueOf(failure.getMessage()));
    }
    DeliveryResult.Retry retry = DeliveryResult.retry(reason(folder, failure));
    boolean passing = failure instanceof RootInUseException || Disk.isFull(folder, failure);
    return passing ? retry.uncounted() : retry;
  }

  static String reason(Path folder, IOException failure) {
    if (failure instanceof AnotherOwnerException
        || failure instanceof SigningException
        || failure instanceof RootInUseException) {
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
    return prefix + "cannot be written: " + words(failure) + "; mend it";
  }

  /** Says why files could not be read, or changed. */
  static String words(IOException failure) {
    if (failure instanceof NoSuchFileException gone) {
      return gone.getFile() + ": is missing; restore it from a backup";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile()
          + ": may not be read, or changed, by this user; become the user that the run has";
    }
    if (failure instanceof FileSystemException refused && refused.getReason() != null) {
      return refused.getFile() + ": " + refused.getReason();
    }
    if (failure instanceof EOFException || failure instanceof ZipException) {
      return "it is damaged, and cannot be decompressed";
    }
    String message = failure.getMessage();
    return message == null ? "the operating system gives no reason" : message;
  }
}
