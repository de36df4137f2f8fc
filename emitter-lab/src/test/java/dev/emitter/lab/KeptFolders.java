package dev.emitter.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Folders of data that earlier versions have made, on simulated disks. */
final class KeptFolders {

  private KeptFolders() {}

  /**
   * Returns a disk with the data that the last library made that wrote this version of the state.
   *
   * @param seed what the disk does when the power goes
   */
  static SimulatedStorage ofStateVersion(int version, long seed) throws IOException {
    SimulatedStorage disk = SimulatedStorage.create(seed);
    String name = "data-of-state-version-" + version + ".zip";
    try (InputStream stream =
            Objects.requireNonNull(KeptFolders.class.getResourceAsStream(name), name);
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        try (var file = disk.create(entry.getName())) {
          file.write(ByteBuffer.wrap(zip.readAllBytes()), 0);
          file.sync();
        }
      }
    }
    disk.syncDirectory();
    return disk;
  }
}
