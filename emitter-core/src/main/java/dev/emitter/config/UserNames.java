package dev.emitter.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Printable;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds names in the definition of a user that cannot be shown as they are: they come up again in
 * logs, mails and consoles, where nobody could tell them from others.
 */
final class UserNames {

  private static final List<String> MEMBERS =
      List.of("/id", "/owner", "/topics", "/messages", "/identityRef", "/delivery/after");

  private final BiConsumer<String, String> told;

  /**
   * Creates a search.
   *
   * @param told is given the JSON path and the fault of each such name
   */
  UserNames(BiConsumer<String, String> told) {
    this.told = told;
  }

  void check(String owner, JsonNode definition) {
    tell(JsonPaths.ROOT, "the owner: ", Printable.fault(owner));
    for (String member : MEMBERS) {
      check(definition.at(member), JsonPaths.ROOT + member.replace('/', '.'));
    }
  }

  private void check(JsonNode names, String path) {
    if (names.isTextual()) {
      tell(path, "", Printable.fault(names.textValue()));
    }
    for (int i = 0; names.isArray() && i < names.size(); i++) {
      check(names.get(i), JsonPaths.item(path, i));
    }
  }

  private void tell(String path, String what, @Nullable String fault) {
    if (fault != null) {
      told.accept(path, what + fault);
    }
  }
}
