package dev.emitter.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A member of a gzip file, which is finished without closing what it is written to. */
final class GzipMember extends GZIPOutputStream {

  private static final int LEVEL = 3;
  private static final int BUFFER = 1 << 13;

  GzipMember(OutputStream out) throws IOException {
    super(out, BUFFER);
    def.setLevel(LEVEL);
  }

  @Override
  public void finish() throws IOException {
    super.finish();
    def.end(); // its memory is not the heap's
  }
}
