package dev.emitter.engine;

import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Tells whether a definition is the one that was at work before a restart. */
final class Fingerprint {

  private Fingerprint() {}

  /** Returns a short text that is the same for equal definitions, in any process. */
  static String of(EmitterDefinition definition) {
    String text =
        String.join(
            "\n",
            definition.type(),
            definition.subscription().toString(),
            new TreeSet<>(definition.messages()).toString(),
            String.valueOf(definition.filter()),
            String.valueOf(definition.owner()),
            String.valueOf(definition.identityRef()),
            definition.parameters().toString(),
            delivery(definition.delivery()),
            String.valueOf(definition.enabled()));
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
  }

  /** What only marks a status changes no delivery: it must not begin anew for that. */
  private static String delivery(DeliverySettings settings) {
    return settings.toString().replace(", slowAfter=" + settings.slowAfter(), "");
  }
}
