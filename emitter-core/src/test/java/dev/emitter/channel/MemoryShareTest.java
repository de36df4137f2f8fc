package dev.emitter.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much memory requests may take, of one owner and of all. */
@Tag("D7")
final class MemoryShareTest {

  private static final long MIB = 1 << 20;

  private final MemoryShare all = new MemoryShare(10 * MIB, null);
  private final MemoryShare ann = new MemoryShare(4 * MIB, all);
  private final MemoryShare bob = new MemoryShare(4 * MIB, all);

  @Test
  void anOwnerHasNoMoreThanItsPart() {
    assertThat(ann.take(3 * MIB)).isTrue();
    assertThat(ann.hasRoom()).isTrue();
    assertThat(ann.take(MIB + 1)).isFalse();
    assertThat(bob.take(MIB + 1)).isTrue();
    ann.giveBack(3 * MIB);
    assertThat(ann.take(MIB + 1)).isTrue();
    assertThat(all.used()).isEqualTo(2 * MIB + 2);
  }

  @Test
  void oneAloneMayBeLargerThanThePart() {
    assertThat(ann.take(8 * MIB)).isTrue();
    assertThat(ann.hasRoom()).isFalse();
    assertThat(ann.take(1)).isFalse();
  }

  @Test
  void whoHoldsNothingHasALittleWhateverOthersHold() {
    assertThat(all.take(10 * MIB)).isTrue();
    assertThat(ann.take(MIB + 1)).isFalse();
    assertThat(ann.take(MIB)).isTrue();
    assertThat(ann.take(1)).isFalse();
    assertThat(bob.take(MIB)).isTrue();
    assertThat(all.used()).isEqualTo(12 * MIB);
  }
}
