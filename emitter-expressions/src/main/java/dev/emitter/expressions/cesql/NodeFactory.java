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

  private final Source source;
  private final Folding folding;
  private final Set<String> attributes = new LinkedHashSet<>();
  private final List<Reason> missingFunctions = new ArrayList<>();

  NodeFactory(Source source) {
    this.source = source;
    this.folding = new Folding(source);
  }

  Set<String> attributes() {
    return attributes;
  }

  List<Reason> missingFunctions() {
    return missingFunctions;
  }

  Node attribute(int position, String word) {
    String name = word.toLowerCase(Locale.ROOT);
    attributes.add(name);
    String message = "the event has no attribute " + name + "; EXISTS tells whether it has one";
    return new AttributeNode(name, ErrorKind.MISSING_ATTRIBUTE.at(source, position, message));
  }

  Node exists(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    attributes.add(name);
    return REQUIRED.contains(name) ? new Constant(true) : new ExistsNode(name);
  }

  Node call(int position, String name, List<Node> arguments) {
    Function function = Functions.find(name, arguments.size());
    if (function == null) {
      String message = Functions.missing(name, arguments.size());
      Reason missing = ErrorKind.MISSING_FUNCTION.at(source, position, message);
      missingFunctions.add(missing);
      return new MissingFunctionNode(missing);
    }
    return folding.fold(new CallNode(position, function, arguments), arguments);
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
