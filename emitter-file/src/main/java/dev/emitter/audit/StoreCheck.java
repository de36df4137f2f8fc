package dev.emitter.audit;

import dev.emitter.channel.CheckResult;
import dev.emitter.storage.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an emitter could store events, without storing any.
 *
 * @param root where its store is
 * @param signer what would sign its chain, or null
 * @param readOnly whether nothing is to be stored, so that no key is needed
 */
record StoreCheck(AuditRoot root, @Nullable ChainSigner signer, boolean readOnly) {

  /** Returns why a user cannot have an emitter of that id, or null. */
  @Nullable String ownerFault(String emitterId, String owner) {
    try {
      StoreInfo info = root.info(emitterId);
      return info == null || info.owner().equals(owner)
          ? null
          : new AnotherOwnerException(emitterId).getMessage();
    } catch (IOException e) {
      return null; // it is told when the first event is to be stored
    }
  }

  /** Returns why what is stored for an emitter cannot go on with this key, or none; or null. */
  @Nullable String signingFault(String emitterId) {
    try {
      StoreInfo info = readOnly ? null : root.info(emitterId);
      if (info != null) {
        ChainSigner.require(signer, info, root.folder(emitterId));
      }
      return null;
    } catch (SigningException e) {
      return e.getMessage();
    } catch (IOException e) {
      return null; // it is told when the first event is to be stored
    }
  }

  /** Answers whether an event could be stored now. */
  CheckResult check(String emitterId, String owner) {
    Path folder = root.folder();
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    String owned = ownerFault(emitterId, owner);
    if (owned != null) {
      return CheckResult.failing(owned);
    }
    String unsigned = signingFault(emitterId);
    if (unsigned != null) {
      return CheckResult.failing(unsigned);
    }
    if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
      return CheckResult.failing(
          "audit folder " + folder + ": " + nearest + " is no folder that may be written to");
    }
    return Disk.isFull(nearest)
        ? CheckResult.failing(AuditFault.reason(folder, Disk.noSpace(nearest)))
        : CheckResult.OK;
  }
}
