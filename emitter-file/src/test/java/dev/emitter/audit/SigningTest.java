package dev.emitter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.audit.AuditVerification.Fault;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that was signed is never written without its key. */
@Tag("C2")
final class SigningTest {

  @TempDir Path root;
  private KeyPair key = new KeyPair(null, null);
  private KeyPair other = key;

  @BeforeEach
  void make() throws GeneralSecurityException {
    key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Audit with(@Nullable KeyPair pair, long segmentBytes) {
    AuditLog.Builder builder = AuditLog.builder(root).segmentBytes(segmentBytes);
    return Audit.in(root).log(pair == null ? builder : builder.signedWith(pair.getPrivate()));
  }

  private void store(@Nullable KeyPair pair, long segmentBytes, long from, long to) {
    try (Audit audit = with(pair, segmentBytes)) {
      assertThat(audit.deliver(from, to)).allMatch(DeliveryResult.delivered()::equals);
    }
  }

  private List<Fault> faults() {
    return with(null, 1).log().verify(Audit.ID, key.getPublic()).faults();
  }

  private static List<String> refused(Audit audit) {
    Problems problems = new Problems();
    AuditChannelProvider.of(audit.log()).validate(audit.context(), problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  private void expectRefused(@Nullable KeyPair pair, String why) {
    try (Audit audit = with(pair, 5_000)) {
      assertThat(refused(audit)).hasSize(1).first().asString().contains("$.type", why);
      assertThat(audit.deliver(500, 501))
          .allSatisfy(
              result -> {
                assertThat(result).isInstanceOf(DeliveryResult.Disable.class);
                assertThat(result.toString()).contains(why);
              });
      assertThatThrownBy(() -> audit.log().erase(Audit.ID, event -> true, "bob"))
          .hasMessageContaining(why)
          .hasMessageContaining("--audit-key");
    }
    assertThat(faults()).isEmpty();
  }

  @Test
  void withoutAKeyNothingIsAddedToWhatWasSigned() {
    store(key, 5_000, 1, 100);
    expectRefused(null, "is signed, and would be reported as forged");
    expectRefused(other, "is signed with another key than this one");
    store(key, 5_000, 101, 200);
    assertThat(faults()).isEmpty();
  }

  /** Its chain has no line yet, and its first one must be signed. */
  @Test
  void anAuditIsSignedFromTheBeginning() {
    store(key, StoreSettings.SEGMENT_BYTES, 1, 3);
    expectRefused(null, "is signed, and would be reported as forged");
    try (Audit audit = with(key, StoreSettings.SEGMENT_BYTES)) {
      assertThat(audit.log().erase(Audit.ID, event -> true, "bob")).isEqualTo(3);
    }
    assertThat(faults()).isEmpty();
  }

  @Test
  void signingMayBeginLater() {
    store(null, 5_000, 1, 100);
    try (Audit audit = with(key, 5_000)) {
      assertThat(refused(audit)).isEmpty();
      audit.deliver(101, 200);
    }
    expectUnsignedBeginning();
    try (Audit audit = with(null, 5_000)) {
      assertThat(refused(audit)).hasSize(1);
    }
  }

  private void expectUnsignedBeginning() {
    assertThat(faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.what()).isEqualTo("is not signed"));
  }

  @Test
  void whoOnlyReadsNeedsNoKey() {
    store(key, 5_000, 1, 100);
    Audit reading = Audit.in(root).log(AuditLog.builder(root).readOnly(true));
    assertThat(refused(reading)).isEmpty();
    assertThat(reading.all()).hasSize(100);
    assertThat(reading.deliver(101, 101))
        .allSatisfy(
            result -> assertThat(result.toString()).contains("it was opened to be read only"));
    assertThatThrownBy(() -> reading.log().erase(Audit.ID, event -> true, "bob"))
        .hasMessageContaining("it was opened to be read only");
    assertThatThrownBy(() -> reading.log().purge(Audit.ID))
        .hasMessageContaining("it was opened to be read only");
    reading.close();
    assertThat(reading.all()).hasSize(100);
  }
}
