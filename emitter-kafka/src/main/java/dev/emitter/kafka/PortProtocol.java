package dev.emitter.kafka;

/** What a port answers in, as far as a short exchange tells. */
enum PortProtocol {
  /** Kafka, as the connection is meant to be: in the clear or in TLS. */
  KAFKA(""),
  /** Kafka in the clear where TLS was meant. */
  KAFKA_WITHOUT_TLS(
      "speaks Kafka without TLS; give the port that has TLS, or leave out tls and identityRef"),
  /** TLS where none was meant. */
  TLS("speaks TLS; set tls, {} will do, or identityRef if the brokers want a login"),
  /** HTTP in the clear. */
  HTTP("speaks HTTP, not Kafka; correct \"brokers\""),
  /** HTTP inside of TLS. */
  HTTPS("speaks HTTP over TLS, not Kafka; correct \"brokers\""),
  /** Anything else. */
  OTHER("answers, but speaks no Kafka; correct \"brokers\""),
  /** It takes connections and says nothing. */
  SILENT("takes connections, but does not answer; see whether it is a broker"),
  /** It cannot be reached now, or ends the exchange. Kafka's client says more about that. */
  UNKNOWN("");

  private final String fault;

  PortProtocol(String fault) {
    this.fault = fault;
  }

  /** Returns what is wrong with a port that answers so, and what to do. */
  String fault() {
    return fault;
  }

  /**
   * Returns whether Kafka's client must not meet it: it takes the first four bytes of any answer
   * for a length, and asks for that much memory (KAFKA-4090).
   */
  boolean isWrong() {
    return switch (this) {
      case KAFKA, SILENT, UNKNOWN -> false;
      default -> true;
    };
  }
}
