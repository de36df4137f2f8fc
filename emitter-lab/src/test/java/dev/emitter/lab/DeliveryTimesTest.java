package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Percentiles of delivery times. */
final class DeliveryTimesTest {

  @Test
  void tellsWithinWhichTimeAShareWasDelivered() {
    DeliveryTimes times = new DeliveryTimes();
    assertThat(times.within(0.5)).isZero();
    for (long nanos = 200; nanos >= 1; nanos--) {
      times.add(nanos);
    }
    assertThat(times.count()).isEqualTo(200);
    assertThat(times.within(0.5)).isEqualTo(100);
    assertThat(times.within(0.99)).isEqualTo(198);
    assertThat(times.within(1)).isEqualTo(200);
  }
}
