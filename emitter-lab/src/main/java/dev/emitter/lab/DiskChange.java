package dev.emitter.lab;

/**
 * What was done to a file and is not sure to be on the disk.
 *
 * @param position where it was written, or the size it was cut to
 * @param bytes what was written; empty if the file was cut
 * @param isCut whether the file was cut
 * @param sizeBefore the size before
 * @param sizeAfter the size after
 */
@SuppressWarnings("ArrayRecordComponent")
record DiskChange(long position, byte[] bytes, boolean isCut, long sizeBefore, long sizeAfter) {

  static DiskChange write(long position, byte[] bytes, long sizeBefore) {
    long sizeAfter = Math.max(sizeBefore, position + bytes.length);
    return new DiskChange(position, bytes, false, sizeBefore, sizeAfter);
  }

  static DiskChange cut(long size, long sizeBefore) {
    return new DiskChange(size, new byte[0], true, sizeBefore, size);
  }

  boolean changesSize() {
    return sizeBefore != sizeAfter;
  }

  void applyTo(SparseBytes content) {
    if (isCut) {
      content.resize(position);
    } else {
      content.write(position, bytes, 0, bytes.length);
    }
  }
}
