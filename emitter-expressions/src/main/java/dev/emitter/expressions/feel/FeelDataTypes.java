package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the data before there is any, for warnings: an expression is never refused, nor
 * evaluated otherwise, for it. Implementations are immutable and thread-safe.
 */
public interface FeelDataTypes {

  /**
   * Returns the types of the values that may be at a path, {@link FeelType#NULL} among them where
   * there may be none; an empty set if nothing is known.
   *
   * <p>Where types are known, the items of a list are taken to be of types that JSON has, and a
   * date and time to have a zone.
   *
   * @param path the names from the variable down
   */
  Set<FeelType> at(List<String> path);

  /**
   * Returns what is wrong with reading a path that may well be read, or null.
   *
   * @param path the names from the variable down
   */
  default @Nullable Slip slip(List<String> path) {
    return null;
  }

  /**
   * A path that was most likely meant to be another.
   *
   * @param message what it means as it is
   * @param hint what to write instead
   */
  record Slip(String message, String hint) {}
}
