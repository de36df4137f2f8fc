package dev.emitter.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.definition.EmitterDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a definition: names of members, never their values. */
final class ChangedMembers {

  private final List<String> names = new ArrayList<>();

  private ChangedMembers() {}

  /** Returns the names of the members that differ, such as {@code parameters.url}. */
  static List<String> between(EmitterDefinition before, EmitterDefinition after) {
    ChangedMembers changed = new ChangedMembers();
    changed.compare("type", before.type(), after.type());
    changed.compare("description", before.description(), after.description());
    changed.compare("$comment", before.comment(), after.comment());
    changed.compare("topics", before.subscription().topics(), after.subscription().topics());
    changed.compare("messages", before.messages(), after.messages());
    changed.compare("filter", before.filter(), after.filter());
    changed.compare("owner", before.owner(), after.owner());
    changed.compare("identityRef", before.identityRef(), after.identityRef());
    changed.compare("enabled", before.enabled(), after.enabled());
    changed.compareParameters(before.parameters(), after.parameters());
    changed.compare("notify", before.notification(), after.notification());
    changed.compare("delivery", before.delivery(), after.delivery());
    return changed.names;
  }

  private void compareParameters(ObjectNode before, ObjectNode after) {
    TreeSet<String> all = new TreeSet<>();
    before.fieldNames().forEachRemaining(all::add);
    after.fieldNames().forEachRemaining(all::add);
    all.forEach(name -> compare("parameters." + name, before.get(name), after.get(name)));
  }

  private void compare(String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      names.add(name);
    }
  }
}
