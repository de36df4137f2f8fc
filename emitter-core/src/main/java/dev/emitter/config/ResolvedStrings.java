package dev.emitter.config;

import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The strings of an operators' file: placeholders stand for what they name. */
final class ResolvedStrings implements StringValues {

  private final Function<String, @Nullable String> environment;
  private final Function<Path, @Nullable String> absent;
  private final Path folder;
  private final Set<Path> read;

  ResolvedStrings(
      Function<String, @Nullable String> environment,
      Function<Path, @Nullable String> absent,
      Path folder,
      Set<Path> read) {
    this.environment = environment;
    this.absent = absent;
    this.folder = folder;
    this.read = read;
  }

  @Override
  public @Nullable String text(String written, String path, Faults faults) {
    try {
      return PlaceholderText.of(written).expand(this::variable, this::trackedContent);
    } catch (EmitterException e) {
      faults.add(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * A secret is read now to report what cannot be, and again each time it is used. Its files count
   * as read only when that fails: a rotated secret does not change the definition.
   */
  @Override
  public @Nullable Secret secret(String written, String path, Faults faults) {
    try {
      PlaceholderText text = PlaceholderText.of(written);
      String now = text.expand(this::variable, this::secretContent);
      return text.isPlain()
          ? Secret.of(now)
          : Secret.from(() -> text.expand(this::variable, this::content));
    } catch (EmitterException e) {
      faults.add(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private String variable(String name) {
    String value = environment.apply(name);
    if (value == null) {
      throw new EmitterException(
          "the environment variable " + Found.text(name) + " is not set; set it");
    }
    return value;
  }

  private String trackedContent(String name) {
    read.add(file(name));
    return content(name);
  }

  private String secretContent(String name) {
    try {
      return content(name);
    } catch (EmitterException e) {
      read.add(file(name));
      throw e;
    }
  }

  private Path file(String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new EmitterException(Found.text(name) + " is not the path of a file", e);
    }
  }

  private String content(String name) {
    Path file = file(name);
    try {
      return withoutLineBreak(Utf8.withoutMark(Files.readString(file)));
    } catch (NoSuchFileException e) {
      String otherwise = absent.apply(file);
      if (otherwise != null) {
        return otherwise;
      }
      throw new EmitterException("the file " + Found.text(name) + " does not exist", e);
    } catch (IOException e) {
      throw new EmitterException(
          "the file " + Found.text(name) + ": " + FileFault.reading(file, e), e);
    }
  }

  private static String withoutLineBreak(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    return text.substring(
        0, end > 0 && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
