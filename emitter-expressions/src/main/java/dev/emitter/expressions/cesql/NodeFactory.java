package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the nodes, and notes what is known of the expression before it is evaluated. */
final class NodeFactory {

  /** The attributes that every event has: section 3.4.4. */
  private static final Set<String> REQUIRED = Set.of("specversion", "id", "source", "type");

  private static final int MOST_WARNINGS = 5;

  private final Source source;
  private final Folding folding;
  private final Set<String> attributes = new LinkedHashSet<>();
  private final List<Reason> warnings = new ArrayList<>();
  private int weight;

  NodeFactory(Source source) {
    this.source = source;
    this.folding = new Folding(source);
  }

  Set<String> attributes() {
    return attributes;
  }

  /** Notes how many nodes the whole has. */
  void built(int nodes) {
    weight = nodes;
  }

  /** Returns what evaluating the whole once costs at the least. */
  int weight() {
    return weight;
  }

  /** Returns the first calls of functions that there are not. */
  List<Reason> warnings() {
    return warnings;
  }

  Node attribute(int position, String word) {
    String name = word.toLowerCase(Locale.ROOT);
    attributes.add(name);
    return new AttributeNode(position, name);
  }

  Node exists(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    attributes.add(name);
    return REQUIRED.contains(name) ? new Constant(true) : new ExistsNode(name);
  }

  Node call(int position, String name, List<Node> arguments) {
    Function function = Functions.find(name, arguments.size());
    if (function == null) {
      warn(position, Functions.missing(name, arguments.size()));
      return new MissingFunctionNode(position, name, arguments.size());
    }
    return folding.fold(new CallNode(position, function, arguments), arguments);
  }

  private void warn(int position, String message) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(new Failure(ErrorKind.MISSING_FUNCTION, position, message).reason(source));
    }
  }

  Node not(int position, Node operand) {
    return folding.fold(new NotNode(position, operand), List.of(operand));
  }

  Node negation(int position, Node operand) {
    return folding.fold(new NegationNode(position, operand), List.of(operand));
  }

  Node arithmetic(Node first, List<Link<Operator>> links) {
    return folding.fold(new ArithmeticNode(first, links), operands(first, links));
  }

  Node logic(Node first, List<Link<Junction>> links) {
    return folding.fold(new LogicNode(first, links), operands(first, links));
  }

  private static <T> List<Node> operands(Node first, List<Link<T>> links) {
    List<Node> operands = new ArrayList<>(List.of(first));
    links.forEach(link -> operands.add(link.operand()));
    return operands;
  }

  Node comparison(int position, Comparator comparator, Node left, Node right) {
    return folding.fold(
        new ComparisonNode(position, comparator, left, right), List.of(left, right));
  }

  Node like(Node operand, String pattern, boolean negated) {
    return folding.fold(new LikeNode(operand, LikePattern.of(pattern), negated), List.of(operand));
  }

  Node in(int position, Node operand, List<Node> elements, boolean negated) {
    List<Node> operands = new ArrayList<>(elements);
    operands.add(operand);
    return folding.fold(new InNode(position, operand, elements, negated), operands);
  }
}
