package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, as JSON for programs; the state of an emitter is active, retrying, disabled or
 * closed.
 *
 * @param published how many events were published
 * @param emitters how the emitters were doing in the end
 */
record Report(long published, List<EmitterStatus> emitters) {

  /** Returns why a report cannot be written there, or null if it probably can. */
  static @Nullable String fault(Path file) {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      return "report = " + file + ": is a folder; name a file";
    }
    return Files.isDirectory(folder) && (Files.isWritable(folder) || isSpecial(file))
        ? null
        : "report = " + file + ": " + folder + " is not a folder that can be written";
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  /** Writes the report: whoever looks at the file sees the one before or this one, whole. */
  void write(Path file) throws IOException {
    if (isSpecial(file)) { // a pipe or a device must not be replaced by a file
      Files.write(file, json());
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path fresh =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(fresh, json());
      replace(fresh, target);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void replace(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private byte[] json() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("published", published);
      json.writeArrayFieldStart("emitters");
      for (EmitterStatus emitter : emitters) {
        write(emitter, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes.toByteArray();
  }

  private static void write(EmitterStatus emitter, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", emitter.id());
    json.writeStringField("type", emitter.type());
    json.writeStringField("state", emitter.state().name().toLowerCase(Locale.ROOT));
    if (emitter.disabledBy() != null) {
      json.writeStringField("disabledBy", emitter.disabledBy().name().toLowerCase(Locale.ROOT));
    }
    if (emitter.disabledByPerson() != null) {
      json.writeStringField("disabledByPerson", emitter.disabledByPerson());
    }
    json.writeNumberField("matched", emitter.matched());
    json.writeNumberField("delivered", emitter.delivered());
    json.writeNumberField("filtered", emitter.filtered());
    json.writeNumberField("retried", emitter.retried());
    json.writeNumberField("parked", emitter.parked());
    json.writeStringField("lastError", emitter.lastError());
    if (!emitter.lastErrors().isEmpty()) {
      json.writeStringField("lastErrorAt", emitter.lastErrors().get(0).at().toString());
    }
    json.writeEndObject();
  }
}
