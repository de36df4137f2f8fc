package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a syntax tree into nodes, and finds out which paths of the data it reads. */
final class Compiler implements TreeVisitor<Node> {

  private final Names names = new Names();
  private final Folding folding;
  private final CallCompiler calls;
  private final TestCompiler tests;
  private final LoopCompiler loops;
  private int nodes;
  private int depth;
  private int deepest;

  Compiler(Source source) {
    this.folding = new Folding(source);
    this.calls = new CallCompiler(this, source, names, folding);
    this.tests = new TestCompiler(this, names);
    this.loops = new LoopCompiler(this, names);
  }

  Names names() {
    return names;
  }

  /** Returns what evaluating all that was compiled once costs at the least. */
  int weight() {
    return nodes;
  }

  Node compile(Tree tree) {
    nodes++;
    deepest = Math.max(deepest, ++depth);
    Node node = tree.accept(this);
    depth--;
    return node;
  }

  /** Compiles what an operator applies to: a name there never means a built-in function. */
  Node operand(Tree tree) {
    if (tree instanceof Tree.Name name) {
      nodes++;
      return weighed(names.resolve(name.position(), name.name(), false));
    }
    return compile(tree);
  }

  List<Node> compileAll(List<Tree> trees) {
    List<Node> compiled = new ArrayList<>(trees.size());
    for (Tree tree : trees) {
      compiled.add(compile(tree));
    }
    return compiled;
  }

  /** A compiled part with what evaluating it costs. */
  record Measured(Node node, int weight, int height) {}

  Measured measure(Tree tree) {
    int nodesBefore = nodes;
    int deepestBefore = deepest;
    deepest = depth;
    Node node = compile(tree);
    Measured measured = new Measured(node, nodes - nodesBefore, deepest - depth);
    deepest = Math.max(deepest, deepestBefore);
    return measured;
  }

  @Override
  public Node literal(Tree.Literal tree) {
    return new Constant(tree.value());
  }

  @Override
  public Node name(Tree.Name tree) {
    return weighed(names.resolve(tree.position(), tree.name(), true));
  }

  /** A name in filters within each other may be looked up in the item of each of them. */
  private Node weighed(Node name) {
    Node node = name;
    while (node instanceof ItemMemberNode member) {
      nodes++;
      node = member.outside();
    }
    return name;
  }

  @Override
  public Node path(Tree.Path tree) {
    List<String> path = dataPath(tree);
    if (path != null) {
      names.read(path);
      nodes += path.size() - 1;
      return new DataNode(tree.position(), path);
    }
    return new PathNode(tree.position(), compile(tree.source()), tree.member());
  }

  private @Nullable List<String> dataPath(Tree tree) {
    List<String> path = new ArrayList<>();
    Tree at = tree;
    while (at instanceof Tree.Path step) {
      path.add(0, step.member());
      at = step.source();
    }
    if (at instanceof Tree.Name root && names.isData(root.name())) {
      path.add(0, root.name());
      return path;
    }
    return null;
  }

  @Override
  public Node filter(Tree.Filter tree) {
    Node source = compile(tree.source());
    int slot = names.openItem();
    Measured condition = measure(tree.condition());
    names.close();
    if (condition.node() instanceof Constant constant && constant.value() instanceof Number index) {
      return new IndexNode(tree.position(), source, Numbers.truncate(index));
    }
    int start = tree.condition().firstPosition();
    return new FilterNode(
        tree.position(), source, condition.node(), start, slot, condition.weight());
  }

  @Override
  public Node call(Tree.Call tree) {
    return calls.compile(tree);
  }

  @Override
  public Node negation(Tree.Negation tree) {
    Node operand = compile(tree.operand());
    return folding.fold(new NegationNode(tree.position(), operand), operand);
  }

  @Override
  public Node chain(Tree.Chain tree) {
    int size = tree.links().size();
    Node first = operand(tree.first());
    Operator[] operators = new Operator[size];
    Node[] operands = new Node[size];
    int[] positions = new int[size];
    for (int i = 0; i < size; i++) {
      Tree.Link link = tree.links().get(i);
      operators[i] = link.operator();
      operands[i] = operand(link.operand());
      positions[i] = link.position();
    }
    Node chain = new ChainNode(first, operators, operands, positions);
    return first instanceof Constant ? folding.fold(chain, operands) : chain;
  }

  @Override
  public Node junction(Tree.Junction tree) {
    int[] positions = tree.operands().stream().mapToInt(Tree::firstPosition).toArray();
    return new JunctionNode(tree.conjunction(), compileAll(tree.operands()), positions);
  }

  @Override
  public Node comparison(Tree.Comparison tree) {
    Node left = operand(tree.left());
    Node right = operand(tree.right());
    return left instanceof Constant
        ? tests.comparison(tree.position(), tree.comparator().mirrored(), right, left)
        : tests.comparison(tree.position(), tree.comparator(), left, right);
  }

  @Override
  public Node between(Tree.Between tree) {
    Node value = operand(tree.value());
    return new BetweenNode(tree.position(), value, operand(tree.low()), operand(tree.high()));
  }

  @Override
  public Node in(Tree.In tree) {
    return tests.in(operand(tree.value()), tree.tests());
  }

  @Override
  public Node unaryTests(Tree.UnaryTests tree) {
    return tests.unaryTests(tree);
  }

  @Override
  public Node unaryTest(Tree.UnaryTest tree) {
    Node endpoint = compile(tree.endpoint());
    return new UnaryRangeNode(tree.position(), tree.comparator(), endpoint);
  }

  @Override
  public Node range(Tree.Range tree) {
    Node start = compile(tree.start());
    Node end = compile(tree.end());
    Node range =
        new RangeNode(tree.position(), tree.startIncluded(), start, end, tree.endIncluded());
    return folding.fold(range, start, end);
  }

  @Override
  public Node listOf(Tree.ListOf tree) {
    List<Node> items = compileAll(tree.items());
    return folding.fold(new ListNode(items), items.toArray(new Node[0]));
  }

  @Override
  public Node contextOf(Tree.ContextOf tree) {
    List<ContextNode.Entry> entries = new ArrayList<>();
    for (Tree.Entry entry : tree.entries()) {
      Node value = compile(entry.value());
      entries.add(new ContextNode.Entry(entry.key(), names.open(entry.key()), value));
    }
    tree.entries().forEach(entry -> names.close());
    return new ContextNode(entries);
  }

  @Override
  public Node conditional(Tree.If tree) {
    Node condition = compile(tree.condition());
    return new IfNode(
        tree.condition().firstPosition(),
        condition,
        compile(tree.then()),
        compile(tree.otherwise()));
  }

  @Override
  public Node loop(Tree.For tree) {
    return loops.loop(tree);
  }

  @Override
  public Node quantified(Tree.Quantified tree) {
    return loops.quantified(tree);
  }

  @Override
  public Node instanceOf(Tree.InstanceOf tree) {
    return new InstanceOfNode(compile(tree.value()), tree.type());
  }

  @Override
  public Node function(Tree.Function tree) {
    int firstSlot = names.slots();
    tree.parameters().forEach(parameter -> names.open(parameter.name()));
    Measured body = measure(tree.body());
    tree.parameters().forEach(parameter -> names.close());
    Type result =
        tree.body()
            .accept(new StaticKind(names))
            .filter(Kind::isScalar)
            .map(kind -> (Type) new Type.Simple(kind.typeName))
            .orElse(Type.Simple.ANY);
    return new FunctionNode(
        tree.parameters(), result, firstSlot, body.node(), body.weight(), body.height());
  }
}
