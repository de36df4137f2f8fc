package dev.emitter.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, where the user may mount one. */
record SmallDisk(Path folder) implements AutoCloseable {

  static SmallDisk mount(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "the user may not mount a small disk");
    return new SmallDisk(folder);
  }

  /** Takes all the room there is. */
  void fill() throws IOException {
    try (var filler = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] some = new byte[4096];
      while (true) {
        filler.write(some);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  @Override
  public void close() {
    run("umount", "-l", folder.toString());
  }
}
