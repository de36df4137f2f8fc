package dev.emitter.config;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:PATH}} in the strings of operators' files, where a
 * doubled dollar sign before the brace stands for a plain one. A relative path is taken from the
 * folder of the file it stands in; one line break at the end of a file's content is left out. Never
 * used for the definition of a user. Thread-safe.
 */
public final class Placeholders {

  private final Function<String, @Nullable String> environment;
  private final Function<Path, @Nullable String> absent;

  /**
   * Creates placeholders with an environment of their own.
   *
   * @param environment returns the value of a variable, or null for an unknown one
   */
  public Placeholders(Function<String, @Nullable String> environment) {
    this(environment, file -> null);
  }

  /**
   * Creates placeholders with an environment of their own, and with what stands for files that do
   * not exist, such as where secrets are mounted that a test does not have.
   *
   * @param environment returns the value of a variable, or null for an unknown one
   * @param absent returns the content of a file that does not exist, or null if that is a fault
   */
  public Placeholders(
      Function<String, @Nullable String> environment, Function<Path, @Nullable String> absent) {
    this.environment = environment;
    this.absent = absent;
  }

  /** Returns placeholders with the variables of this process. */
  public static Placeholders ofEnvironment() {
    return new Placeholders(System::getenv);
  }

  /** Returns the strings of a file in a folder; files that were read are added to the set. */
  StringValues within(Path folder, Set<Path> read) {
    return new ResolvedStrings(environment, absent, folder, read);
  }
}
