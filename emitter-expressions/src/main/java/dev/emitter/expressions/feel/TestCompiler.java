package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles comparisons and unary tests, choosing the special nodes for usual constants. */
final class TestCompiler {

  private final Compiler compiler;
  private final Names names;

  TestCompiler(Compiler compiler, Names names) {
    this.compiler = compiler;
    this.names = names;
  }

  Node comparison(int position, Comparator comparator, Node left, Node right) {
    if (right instanceof Constant constant && constant.value() instanceof Long number) {
      return new LongComparisonNode(position, comparator, left, number);
    }
    if (right instanceof Constant constant
        && comparator.isEquality()
        && constant.value() instanceof String text) {
      return new StringEqualityNode(position, comparator, left, text);
    }
    return new ComparisonNode(position, comparator, left, right);
  }

  Node in(Node value, List<Tree> trees) {
    InNode general = tests(value, trees);
    Set<String> strings = strings(general);
    return strings == null ? general : new StringInNode(value, strings, general);
  }

  Node unaryTests(Tree.UnaryTests tree) {
    Node input = names.resolve(tree.position(), "?", false);
    return new UnaryTestsNode(tree.negated(), tests(input, tree.tests()));
  }

  private InNode tests(Node value, List<Tree> trees) {
    int slot = names.reserve();
    List<InNode.Test> tests = new ArrayList<>();
    for (Tree tree : trees) {
      tests.add(test(tree, slot));
    }
    if (tests.stream().anyMatch(InNode.Condition.class::isInstance)) {
      return new InNode(value, slot, tests);
    }
    names.release(slot);
    return new InNode(value, InNode.NO_SLOT, tests);
  }

  private InNode.Test test(Tree tree, int slot) {
    if (tree instanceof Tree.UnaryTest unary) {
      Node endpoint = compiler.compile(unary.endpoint());
      return new InNode.Compared(tree.position(), unary.comparator(), endpoint);
    }
    names.openAt("?", slot);
    Node node = compiler.compile(tree);
    if (names.close()) {
      return new InNode.Condition(tree.position(), node);
    }
    return node instanceof RangeNode range
        ? new InNode.Within(range)
        : new InNode.Contained(tree.position(), node);
  }

  /** Returns the strings that are the only tests, or null. */
  private static @Nullable Set<String> strings(InNode in) {
    Set<String> strings = new HashSet<>();
    for (Object constant : constants(in)) {
      if (!(constant instanceof String text)) {
        return null;
      }
      strings.add(text);
    }
    return strings.isEmpty() ? null : Set.copyOf(strings);
  }

  /** Returns the constants that a value must equal one of; empty if the tests say anything else. */
  static List<Object> constants(InNode in) {
    List<Object> constants = new ArrayList<>();
    for (InNode.Test test : in.tests()) {
      if (!(test instanceof InNode.Contained contained)
          || !(contained.container() instanceof Constant constant)
          || constant.value() == null) {
        return List.of();
      }
      constants.addAll(
          Kind.of(constant.value()) == Kind.LIST
              ? Lists.of(constant.value())
              : List.of(constant.value()));
    }
    return constants;
  }
}
