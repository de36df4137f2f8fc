package dev.emitter.file;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Which file an event is written to. */
sealed interface FileNaming {

  /** Returns the file for what is written at that time. */
  Path at(Instant time);

  /** Always the same file. */
  record Fixed(Path file) implements FileNaming {
    @Override
    public Path at(Instant time) {
      return file;
    }
  }

  /** A file for each day, its date before the extension: {@code all.log}, {@code all-DATE.log}. */
  record Daily(Path file, ZoneId zone) implements FileNaming {
    @Override
    public Path at(Instant time) {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      int end = dot > 0 ? dot : name.length();
      LocalDate day = LocalDate.ofInstant(time, zone);
      return file.resolveSibling(name.substring(0, end) + "-" + day + name.substring(end));
    }
  }
}
