package dev.emitter.file;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.Parameter;
import dev.emitter.problem.Problems;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes {@code File} channels, for system emitters only: each event is appended to a file as one
 * line of JSON in UTF-8, or indented when asked.
 *
 * <p>An event belongs to the day it is written on. A batch is in the file whole or not at all: when
 * the disk is full what was written of it is taken back. An incomplete record that a crash left at
 * the end of a file is cut before anything is appended. A file that was moved away or deleted is
 * made anew. An interrupt of the delivering thread does no harm.
 *
 * <p>Where the log is on disk, each event is appended once: what is about to be appended is noted
 * beside the log first, so that a process that was killed, and with {@code "fsync": "batch"} one
 * that lost its power, does not write again what is there. Where the log is in memory nothing is
 * known after a restart.
 *
 * <p>Emitters of one process that name the same file take turns; so do processes, where the file
 * system has locks. A program that heeds no locks should write whole lines at once: half a line of
 * it that begins like a record could be taken for a torn one. Files are never deleted. A path may
 * also be a pipe or a device, such as {@code /dev/stdout}; then nothing can be taken back, and a
 * failed batch may be repeated in part. Thread-safe.
 */
public final class FileChannelProvider implements ChannelProvider {

  private final PathScope scope;

  /** Creates a provider whose relative paths start at the working directory. */
  public FileChannelProvider() {
    this(PathScope.anywhere());
  }

  private FileChannelProvider(PathScope scope) {
    this.scope = scope;
  }

  /**
   * Returns a provider whose relative paths start at a folder, in place of the working directory;
   * files may lie anywhere.
   */
  public static FileChannelProvider startingAt(Path folder) {
    return new FileChannelProvider(PathScope.anywhere(folder));
  }

  /**
   * Returns a provider whose files all lie below a folder, which is created when it is missing. A
   * relative path starts there; one that leaves it, by {@code ..}, as an absolute path or over a
   * symbolic link, is refused in a definition and again whenever a file is opened. In such a
   * provider a file cannot itself be a symbolic link.
   */
  public static FileChannelProvider within(Path root) {
    return new FileChannelProvider(PathScope.within(root));
  }

  @Override
  public String type() {
    return "File";
  }

  @Override
  public String description() {
    return "Appends events to a file, one JSON document a line.";
  }

  @Override
  public Audience audience() {
    return Audience.SYSTEM_ONLY;
  }

  @Override
  public List<Parameter> parameters() {
    return FileParameters.ALL;
  }

  /** Adds a fault for a path outside the root or without a file name, and for an unknown zone. */
  @Override
  public void validate(ChannelContext context, Problems problems) {
    FileParameters.validate(context, scope, problems);
  }

  @Override
  public Channel open(ChannelContext context) {
    FileParameters parameters = FileParameters.of(context);
    return new AppendChannel(parameters.naming(scope), scope, parameters.fsync(), context);
  }
}
