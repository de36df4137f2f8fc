package dev.emitter.webhook;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of requests, for receivers: that a request was made by somebody who has
 * the secret, and that nobody changed it. It reads what the {@code signing} of a Webhook emitter
 * writes, and what other senders do by the same schemes. Signatures are compared in a time that
 * does not depend on where they differ. Immutable and thread-safe.
 *
 * <p>Verify the bytes of the body as they came, before anything reads them as JSON.
 */
public final class SignatureVerifier {

  private static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

  /** More are not looked at: nobody has so many secrets. */
  private static final int MOST_SIGNATURES = 32;

  private final Signing scheme;
  private final List<Secret> secrets;
  private final Duration tolerance;

  private SignatureVerifier(Signing scheme, List<Secret> secrets, Duration tolerance) {
    this.scheme = scheme;
    this.secrets = List.copyOf(secrets);
    this.tolerance = tolerance;
  }

  /**
   * Returns a verifier that takes requests signed with any of these secrets, so that a secret can
   * be exchanged.
   *
   * @param scheme {@code standard}, {@code github} or {@code flow-production-tracking}
   * @param secrets at least one; with scheme {@code standard} they are {@code whsec_..}, or the
   *     sender's public key {@code whpk_..}. They are read at each request
   * @throws IllegalArgumentException if there is no such scheme
   * @throws ConfigurationException if a secret is not of a form that the scheme has
   */
  public static SignatureVerifier of(String scheme, List<Secret> secrets) {
    Signing signing = Signing.of(scheme);
    Problems problems = new Problems();
    if (secrets.isEmpty()) {
      problems.add("secrets", "none is given, at least one is needed");
    }
    for (int i = 0; i < secrets.size(); i++) {
      try {
        if (VerificationKey.of(signing, secrets.get(i).reveal()).isEmpty()) {
          problems.add("secrets[" + i + "]", "it is empty");
        }
      } catch (MalformedSecretException | EmitterException e) {
        problems.add("secrets[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
    if (!problems.list().isEmpty()) {
      throw new ConfigurationException("signatures cannot be verified", problems.list());
    }
    return new SignatureVerifier(signing, secrets, USUAL_TOLERANCE);
  }

  /**
   * Returns this verifier with another tolerance: how far the timestamp of a request may be from
   * the time here, before or after; 5 minutes unless set. Only scheme {@code standard} has a
   * timestamp: the others cannot tell a request from an old one that is sent again.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SignatureVerifier tolerating(Duration difference) {
    if (difference.isNegative()) {
      throw new IllegalArgumentException("tolerance = " + difference + "; give one of 0 or more");
    }
    return new SignatureVerifier(scheme, secrets, difference);
  }

  /**
   * Returns whether a request is signed as it should be.
   *
   * @param headers returns the value of a header by its name, whatever its case, or null; such as
   *     {@code request::getHeader}
   * @param body the body as it came
   * @param now the time here
   * @throws EmitterException if no secret can be read
   */
  public boolean accepts(Function<String, @Nullable String> headers, byte[] body, Instant now) {
    return fault(headers, body, now) == null;
  }

  /**
   * Returns why a request is not signed as it should be, or null if it is; it holds no secret and
   * no signature. The parameters are those of {@link #accepts}.
   *
   * @throws EmitterException if no secret can be read
   */
  public @Nullable String fault(
      Function<String, @Nullable String> headers, byte[] body, Instant now) {
    return scheme == Signing.STANDARD
        ? standardFault(headers, body, now)
        : bodyFault(headers, body);
  }

  private @Nullable String standardFault(
      Function<String, @Nullable String> headers, byte[] body, Instant now) {
    String id = headers.apply(StandardSigner.ID);
    String timestamp = headers.apply(StandardSigner.TIMESTAMP);
    String signatures = headers.apply(StandardSigner.SIGNATURE);
    if (id == null || timestamp == null || signatures == null) {
      return "it lacks "
          + (id == null
              ? StandardSigner.ID
              : timestamp == null ? StandardSigner.TIMESTAMP : StandardSigner.SIGNATURE);
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return StandardSigner.TIMESTAMP + " is no number of seconds";
    }
    Duration age = Duration.ofSeconds(now.getEpochSecond() - Long.parseLong(timestamp));
    if (age.abs().compareTo(tolerance) > 0) {
      return StandardSigner.TIMESTAMP
          + " is "
          + age.abs().toSeconds()
          + " s "
          + (age.isNegative() ? "ahead of" : "behind")
          + " the time here; "
          + tolerance.toSeconds()
          + " s are tolerated";
    }
    byte[] beginning = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    boolean right = false;
    for (String signature : signatures.split(" ", MOST_SIGNATURES)) {
      for (Secret secret : secrets) {
        right |= isStandard(signature, key(secret), beginning, body);
      }
    }
    return right
        ? null
        : StandardSigner.SIGNATURE + " was made with another secret, or over another body";
  }

  private static boolean isStandard(
      String signature, VerificationKey key, byte[] beginning, byte[] body) {
    int comma = signature.indexOf(',');
    String version = comma < 0 ? "" : signature.substring(0, comma);
    if (!version.equals(key.isPublic() ? "v1a" : "v1")) {
      return false;
    }
    try {
      byte[] given = Base64.getDecoder().decode(signature.substring(comma + 1));
      return key.isPublic()
          ? isOf(key, given, beginning, body)
          : MessageDigest.isEqual(
              new Hmac("HmacSHA256").code(key.bytes(), beginning, Payload.of(body)), given);
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private static boolean isOf(
      VerificationKey key, byte[] signature, byte[] beginning, byte[] body) {
    try {
      Signature edwards = Signature.getInstance("Ed25519");
      edwards.initVerify(key.publicKey());
      edwards.update(beginning);
      edwards.update(body);
      return edwards.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private @Nullable String bodyFault(Function<String, @Nullable String> headers, byte[] body) {
    Signing.BodyScheme how = scheme.bodyScheme();
    String given = headers.apply(how.header());
    if (given == null) {
      return "it lacks " + how.header();
    }
    byte[] found = given.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    boolean right = false;
    for (Secret secret : secrets) {
      byte[] code =
          new Hmac(how.algorithm()).code(key(secret).bytes(), new byte[0], Payload.of(body));
      String expected = how.prefix() + HexFormat.of().formatHex(code);
      right |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), found);
    }
    return right ? null : how.header() + " was made with another secret, or over another body";
  }

  private VerificationKey key(Secret secret) {
    try {
      return VerificationKey.of(scheme, secret.reveal());
    } catch (MalformedSecretException e) {
      throw new EmitterException("a secret: " + e.getMessage(), e);
    }
  }

  /** Names the scheme alone. */
  @Override
  public String toString() {
    return scheme.id();
  }
}
