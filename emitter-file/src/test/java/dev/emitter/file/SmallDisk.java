package dev.emitter.file;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of 64 KiB in memory, where the user may mount one. */
public record SmallDisk(Path folder) implements AutoCloseable {

  public static SmallDisk mount(Path folder) {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()),
        "the user may not mount a small disk");
    return new SmallDisk(folder);
  }

  public void fill(int kibibytes) throws IOException {
    Files.write(folder.resolve("filler"), new byte[kibibytes * 1024]);
  }

  public void free() throws IOException {
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
