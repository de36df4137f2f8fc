package dev.emitter.kafka;

import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A broker in a JVM of its own, for tests whose clients are of other versions. It lives until its
 * standard input ends, and so not longer than the tests.
 */
final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Starts a broker, and tells how to reach it.
   *
   * @param args a folder to write {@code broker.properties} to
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    TestCertificates certificates = TestCertificates.create(folder);
    TestBroker broker = TestBroker.create(certificates);
    try {
      Properties told = new Properties();
      told.setProperty("plaintext", broker.plaintext());
      told.setProperty("secure", broker.secure());
      told.setProperty("user", TestBroker.ADMIN);
      told.setProperty("password", TestBroker.PASSWORD);
      told.setProperty("authority", certificates.authority());
      try (Writer file = Files.newBufferedWriter(folder.resolve("broker.properties"))) {
        told.store(file, null);
      }
      System.out.println("ready");
      System.in.transferTo(OutputStream.nullOutputStream()); // until whoever started it has gone
    } finally {
      broker.remove();
    }
  }
}
