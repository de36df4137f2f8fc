package dev.emitter.cli;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A secret on the command line: itself, or the variable that holds it. */
final class SecretOption {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");

  private SecretOption() {}

  /** Returns the secret, or null if it is in a variable that is not set. */
  static @Nullable String value(String given, Function<String, @Nullable String> environment) {
    Matcher variable = VARIABLE.matcher(given);
    return variable.matches() ? environment.apply(variable.group(1)) : given;
  }
}
