package dev.emitter.file;

import java.io.IOException;
import java.nio.file.Path;

/** Is told of the steps in which a batch is appended. */
interface BatchNote {

  /** Notes nothing: an event may be written again after a crash. */
  BatchNote NONE =
      new BatchNote() {
        @Override
        public void begin(Path path, Object identity, long offset) {}

        @Override
        public void done() {}

        @Override
        public void failed() {}
      };

  /**
   * The records are about to be written.
   *
   * @param offset where the first one will begin
   * @throws IOException if that cannot be noted; then nothing must be written
   */
  void begin(Path path, Object identity, long offset) throws IOException;

  /** All were written, and forced to the disk if that was asked for. */
  void done();

  /** None is in the file. */
  void failed();
}
