package dev.emitter.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs the entries of a chain with Ed25519: the line as it would be without the signature.
 *
 * @param key the operator's key
 */
record ChainSigner(PrivateKey key) {

  private static final String ALGORITHM = "Ed25519";

  String sign(ObjectNode entry) throws IOException {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(bytes(entry));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException("the digests of an audit cannot be signed: " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that a store that was signed goes on being signed, with the same key.
   *
   * @param signer what is to sign from now on, or null
   * @throws SigningException if it does not
   */
  static void require(@Nullable ChainSigner signer, StoreInfo info, Path folder)
      throws IOException {
    List<ChainEntry> signed =
        DigestChain.read(folder).entries().stream()
            .filter(entry -> entry.json().has("signature"))
            .toList();
    if (signer == null) {
      if (info.signed() || !signed.isEmpty()) {
        throw SigningException.unsigned(info.emitter(), folder);
      }
      return;
    }
    for (int i = signed.size() - 1; i >= 0; i--) { // one may have been changed: verify tells
      if (signer.hasSigned(signed.get(i).json())) {
        return;
      }
    }
    if (!signed.isEmpty()) {
      throw SigningException.otherKey(info.emitter(), folder);
    }
  }

  /** Ed25519 signs the same bytes in the same way each time. */
  private boolean hasSigned(JsonNode entry) throws IOException {
    ObjectNode unsigned = entry.deepCopy();
    unsigned.remove("signature");
    return sign(unsigned).equals(entry.path("signature").asText());
  }

  /** Returns whether an entry bears the signature of the key that belongs to this one. */
  static boolean isSigned(JsonNode entry, PublicKey key) {
    try {
      ObjectNode unsigned = entry.deepCopy();
      unsigned.remove("signature");
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(bytes(unsigned));
      return signature.verify(Base64.getDecoder().decode(entry.path("signature").asText()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(ObjectNode entry) {
    return entry.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "Signer";
  }
}
