package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins of old clients on a Java that has switched off what they call. */
@Tag("C6")
final class ClientVersionTest {

  @Test
  void knowsTheVersionOfTheClients() {
    assertThat(ClientVersion.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
  }

  @ParameterizedTest
  @CsvSource({
    "3.8.1, 24",
    "3.8.1, 25",
    "3.9.0, 25",
    "2.8.2, 25",
  })
  void saysThatOldClientsCannotLogInOnANewJava(String clients, int java) {
    assertThat(ClientVersion.loginFault(clients, java))
        .isEqualTo("cannot be used: kafka-clients %s cannot log in on Java %d", clients, java);
  }

  @ParameterizedTest
  @CsvSource({
    "3.8.1, 17",
    "3.8.1, 21",
    "3.9.1, 25",
    "3.10.0, 25",
    "4.0.0, 25",
    "4.4.0, 25",
    "7.8.0-ccs, 25",
    "unknown, 25",
  })
  void letsOthersLogIn(String clients, int java) {
    assertThat(ClientVersion.loginFault(clients, java)).isNull();
  }
}
