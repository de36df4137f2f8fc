package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names and paths can be, and warnings of those that were meant as something else. */
final class NameInspection {

  private final Names scopes;
  private final WarningCollector warnings;
  private final FeelOptions options;

  NameInspection(Names scopes, WarningCollector warnings, FeelOptions options) {
    this.scopes = scopes;
    this.warnings = warnings;
    this.options = options;
  }

  PossibleValues name(Tree.Name tree) {
    checkRoot(tree);
    if (!scopes.isData(tree.name())) {
      return PossibleValues.ANY;
    }
    List<String> path = List.of(tree.name());
    slip(tree.position(), path);
    return Builtins.find(tree.name()) == null ? known(path) : PossibleValues.ANY;
  }

  PossibleValues path(Tree.Path tree, List<String> path) {
    checkMembers(tree);
    slip(start(tree), path);
    return known(path);
  }

  /** Checks the last name of a path. */
  void member(Tree.Path tree) {
    check(tree.position() + 1, TreeText.of(tree.source()) + ".", tree.member());
  }

  private void checkMembers(Tree.Path tree) {
    if (tree.source() instanceof Tree.Path inner) {
      checkMembers(inner);
    } else if (tree.source() instanceof Tree.Name root) {
      checkRoot(root);
    }
    member(tree);
  }

  private void checkRoot(Tree.Name root) {
    String name = root.name();
    if (scopes.isLocal(name) || options.names().contains(name)) {
      return;
    }
    String literal = NameHints.literal(name);
    if (literal != null) {
      warnings.add(
          root.position(),
          TreeText.quoted(name) + " is read as the name of a field",
          "write " + literal + (literal.equalsIgnoreCase(name) ? " in lower case" : ""));
    } else {
      check(root.position(), "", name);
    }
  }

  private void check(int position, String before, String name) {
    String mend = NameHints.mend(before, name);
    if (mend != null) {
      warnings.add(position, TreeText.quoted(name) + " is read as the name of a field", mend);
    }
  }

  private static int start(Tree tree) {
    return tree instanceof Tree.Path path ? start(path.source()) : tree.position();
  }

  private void slip(int position, List<String> path) {
    FeelDataTypes.Slip slip = options.types().slip(path);
    if (slip != null) {
      warnings.add(position, slip.message(), slip.hint());
    }
  }

  private PossibleValues known(List<String> path) {
    Set<FeelType> types = options.types().at(path);
    return types.isEmpty() ? PossibleValues.ANY : PossibleValues.ofData(types);
  }

  /** Returns the path of the data that a tree is, from the variable down, or null. */
  @Nullable List<String> dataPath(Tree tree) {
    List<String> path = new ArrayList<>();
    Tree at = tree;
    while (at instanceof Tree.Path step) {
      path.add(0, step.member());
      at = step.source();
    }
    if (at instanceof Tree.Name root && scopes.isData(root.name())) {
      path.add(0, root.name());
      return path;
    }
    return null;
  }
}
