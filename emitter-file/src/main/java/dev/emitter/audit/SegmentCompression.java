package dev.emitter.audit;

import dev.emitter.audit.SegmentIndex.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a closed segment: one gzip member for some thousand entries, so that reading can begin
 * at each of them; any tool that knows gzip reads the whole.
 *
 * @param file the compressed file, under a name of its own
 * @param index its index
 * @param sha256 the digest of what was compressed
 * @param compressedSha256 the digest of the file
 */
record SegmentCompression(Path file, List<Mark> index, String sha256, String compressedSha256) {

  /**
   * Compresses a segment into a file beside it.
   *
   * @param wanted is asked all the time whether to go on
   * @return null, and no file, if it was not wanted any more
   */
  static @Nullable SegmentCompression of(SegmentFile segment, BooleanSupplier wanted)
      throws IOException {
    Path made = TemporaryFiles.beside(segment.path());
    boolean done = false;
    try (LineReader lines = new LineReader(segment.open(0), 0);
        FileChannel channel = PrivateFiles.open(made, StandardOpenOption.CREATE_NEW)) {
      MessageDigest digest = Sha256.begin();
      MessageDigest whole = Sha256.begin();
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), whole);
      List<Mark> index = compress(lines, channel, out, digest, wanted);
      if (!wanted.getAsBoolean()) {
        return null;
      }
      channel.force(true);
      done = true;
      return new SegmentCompression(made, index, Sha256.soFar(digest), Sha256.soFar(whole));
    } finally {
      if (!done) {
        Files.deleteIfExists(made);
      }
    }
  }

  private static List<Mark> compress(
      LineReader lines,
      FileChannel file,
      OutputStream out,
      MessageDigest digest,
      BooleanSupplier wanted)
      throws IOException {
    List<Mark> index = new ArrayList<>();
    GzipMember member = null;
    for (int inMember = 0; wanted.getAsBoolean() && lines.next(); inMember++) {
      if (member == null || (inMember >= SegmentIndex.EVERY && lines.wholeLine() != null)) {
        finish(member);
        mark(lines, file.position(), index);
        member = new GzipMember(out);
        inMember = 0;
      }
      digest.update(lines.bytes(), lines.from(), lines.size());
      member.write(lines.bytes(), lines.from(), lines.size());
    }
    finish(member);
    return index;
  }

  private static void finish(@Nullable GzipMember member) throws IOException {
    if (member != null) {
      member.finish();
    }
  }

  private static void mark(LineReader line, long offset, List<Mark> index) {
    AuditLine read = line.wholeLine();
    if (read != null) { // else it is read from the member before
      index.add(new Mark(read.number(), read.publishedAt(), offset));
    }
  }

  /** Puts it in place of the segment. */
  void replace(SegmentFile segment) throws IOException {
    SegmentFile compressed = SegmentFile.compressed(segment.folder(), segment.first());
    ByteArrayOutputStream marks = new ByteArrayOutputStream();
    for (Mark mark : index) {
      marks.write(mark.line());
    }
    PrivateFiles.replace(compressed.index(), marks.toByteArray());
    PrivateFiles.rename(file, compressed.path());
    segment.delete();
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
