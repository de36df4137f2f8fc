package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that are compared with each other. Most often one of them was meant as a string, and where
 * the data lacks both fields they are equal. Who also compares one of them with null knows that.
 */
final class ComparedNames {

  private final Names scopes;
  private final WarningCollector warnings;
  private final Set<String> guarded = new HashSet<>();
  private final List<Pair> pairs = new ArrayList<>();

  private record Pair(Tree.Comparison tree, String field, String text, boolean mayBeMissing) {}

  ComparedNames(Names scopes, WarningCollector warnings) {
    this.scopes = scopes;
    this.warnings = warnings;
  }

  void comparison(Tree.Comparison tree, boolean mayBeMissing) {
    if (!tree.comparator().isEquality()) {
      return;
    }
    guard(tree.left(), tree.right());
    guard(tree.right(), tree.left());
    boolean named = isName(tree.left()) || isName(tree.right());
    if (named && isField(tree.left()) && isField(tree.right())) {
      boolean swapped = isName(tree.left()) && !isMoreLikelyText(tree.right(), tree.left());
      Tree field = swapped ? tree.right() : tree.left();
      Tree text = swapped ? tree.left() : tree.right();
      if (!TreeText.of(field).equals(TreeText.of(text))) {
        pairs.add(new Pair(tree, TreeText.of(field), TreeText.of(text), mayBeMissing));
      }
    }
  }

  /** Where both are names, what stands right is taken for the text unless only the other is. */
  private static boolean isMoreLikelyText(Tree right, Tree left) {
    return right instanceof Tree.Name name
        && (startsUpper(name.name()) || !startsUpper(((Tree.Name) left).name()));
  }

  private void guard(Tree tree, Tree other) {
    if (other instanceof Tree.Literal literal && literal.value() == null) {
      guarded.add(TreeText.of(tree));
    }
  }

  private boolean isField(Tree tree) {
    return tree instanceof Tree.Path path ? isRooted(path) : isName(tree);
  }

  private boolean isRooted(Tree.Path path) {
    Tree root = path.source();
    return root instanceof Tree.Path inner
        ? isRooted(inner)
        : root instanceof Tree.Name name && scopes.isData(name.name());
  }

  /** Returns whether a tree is a name that looks like that of a field of the data. */
  private boolean isName(Tree tree) {
    return tree instanceof Tree.Name name
        && !scopes.isLocal(name.name())
        && !name.name().equals("item")
        && NameHints.literal(name.name()) == null
        && NameHints.mend("", name.name()) == null;
  }

  /** Several tests, or one list of several values, of which one is a bare name. */
  void in(Tree.In tree) {
    List<Tree> tests = tree.tests();
    tests = tests.size() == 1 && tests.get(0) instanceof Tree.ListOf list ? list.items() : tests;
    if (tests.size() < 2) {
      return;
    }
    for (Tree test : tests) {
      if (isName(test)) {
        String name = ((Tree.Name) test).name();
        warnings.add(
            test.position(),
            name + " is read as the name of a field",
            "write " + TreeText.quoted(name) + " if it is text");
        return;
      }
    }
  }

  void finish() {
    for (Pair pair : pairs) {
      if (!guarded.contains(pair.field()) && !guarded.contains(pair.text())) {
        warn(pair);
      }
    }
  }

  private void warn(Pair pair) {
    boolean equal = pair.tree().comparator() == Comparator.EQUAL;
    String lacking = ", and is true where the data lacks " + (equal ? "both" : "one of them");
    warnings.add(
        pair.tree().position(),
        TreeText.of(pair.tree()) + " compares two fields" + (pair.mayBeMissing() ? lacking : ""),
        "write "
            + TreeText.quoted(pair.text())
            + " if it is text; if it is a field, add: and "
            + pair.text()
            + " != null");
  }

  private static boolean startsUpper(String name) {
    return Character.isUpperCase(name.codePointAt(0));
  }
}
