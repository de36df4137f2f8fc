package dev.emitter.cli;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the mode of files as {@code chmod} does: {@code 640} or {@code rw-r-----}. */
final class ModeConverter implements ITypeConverter<Set<PosixFilePermission>> {

  private static final String[] RIGHTS = {"---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"};

  @Override
  public Set<PosixFilePermission> convert(String text) {
    String digits = text.matches("0[0-7]{3}") ? text.substring(1) : text;
    String letters = digits.matches("[0-7]{3}") ? letters(digits) : text;
    if (!letters.matches("rw-([r-][w-]-){2}")) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no mode of files that their owner reads and writes and nobody executes, such"
              + " as 600, 640 or rw-r-----");
    }
    return PosixFilePermissions.fromString(letters);
  }

  private static String letters(String digits) {
    StringBuilder letters = new StringBuilder();
    digits.chars().forEach(digit -> letters.append(RIGHTS[digit - '0']));
    return letters.toString();
  }
}
