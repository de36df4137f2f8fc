package dev.emitter.lab;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The durable state against power cuts and faulty disks. */
final class StateLaboratoryTest {

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void keepsWhatItSaidItWrote() {
    Laboratory.run(700, StateRound::run);
  }
}
