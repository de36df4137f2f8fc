package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.SharedSteps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a function or an operator does with large values is charged as it is, before or while it is
 * done: told by how often it looks into the data, not by the time it takes. The functions are those
 * that there are, so that a new one is held to it.
 */
@Tag("safety")
final class FeelCostTest {

  private static final int ITEMS = 10_000;
  private static final int FIELDS = 12_000;
  private static final String TEXT = "ab ".repeat(350_000);
  private static final int CHARACTERS_PER_STEP = 64;

  /** A step may look at a few values. */
  private static final int LOOKS_PER_STEP = 4;

  private static final int FEW_STEPS = 1_000;
  private static final int MANY_STEPS = 2_000_000;

  /** Evaluations are held to their steps alone: lists and strings may become long. */
  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(16_384, 64, 4_096, 1_000, MANY_STEPS, 1_000_000, 10_000_000);

  private static final List<String> LISTS =
      List.of("numbers", "decimals", "texts", "truths", "lists", "entries");

  private static final Object DEEP = deep();
  private static final Set<String> NAMES =
      Collections.unmodifiableSet(
          IntStream.range(0, FIELDS)
              .mapToObj(i -> "field" + i)
              .collect(LinkedHashSet::new, Set::add, Set::addAll));

  private int looks;

  private static Object deep() {
    Object deep = 1L;
    for (int i = 0; i < 5_000; i++) {
      deep = List.of(deep);
    }
    return deep;
  }

  /**
   * A call of a function.
   *
   * @param readsText whether it must read the text: one among values of any kind may be passed on
   */
  private record Call(String expression, boolean readsText) {

    @Override
    public String toString() {
      return expression;
    }
  }

  static Stream<Call> calls() {
    Set<Call> calls = new LinkedHashSet<>();
    for (String name : new TreeSet<>(Builtins.names())) {
      Builtin builtin = builtin(name);
      for (Signature signature : builtin.signatures()) {
        List<List<String>> arguments = arguments(signature);
        int most = arguments.stream().mapToInt(List::size).max().orElse(1);
        for (int i = 0; i < most; i++) {
          int index = i;
          List<String> each = arguments.stream().map(a -> a.get(index % a.size())).toList();
          boolean readsText =
              signature.parameters().stream().anyMatch(p -> p.kind() == Kind.STRING)
                  && signature.parameters().stream().allMatch(p -> p.kind() != Kind.CONTEXT);
          calls.add(new Call(name + "(" + String.join(", ", each) + ")", readsText));
        }
      }
    }
    return calls.stream();
  }

  private static Builtin builtin(String name) {
    return Objects.requireNonNull(Builtins.find(name));
  }

  private static List<List<String>> arguments(Signature signature) {
    List<List<String>> arguments = new ArrayList<>();
    for (Signature.Parameter parameter : signature.parameters()) {
      arguments.add(large(parameter.kind()));
    }
    if (signature.variadic()) {
      arguments.add(arguments.get(0));
    }
    return arguments;
  }

  private static List<String> large(@Nullable Kind kind) {
    if (kind == null) {
      return Stream.concat(LISTS.stream(), Stream.of("text", "context", "deep", "number", "range"))
          .toList();
    }
    return switch (kind) {
      case LIST -> LISTS;
      case STRING -> List.of("text");
      case CONTEXT -> List.of("context");
      case NUMBER -> List.of("number", "5", "far", "tiny", "negative");
      case FUNCTION -> List.of("function(a, b) a < b");
      case RANGE -> List.of("range", "[1..far]");
      case DAYS -> List.of("duration(\"PT1H\")");
      default -> throw new AssertionError("which large value is " + kind.shown + "?");
    };
  }

  static Stream<Call> operations() {
    return Stream.of(
            "numbers = numbers",
            "texts = texts",
            "lists = lists",
            "context = context",
            "entries = entries",
            "text = text",
            "text < text",
            "text + text",
            "5 in numbers",
            "text in [text..text]",
            "text in texts",
            "numbers[item > 5]",
            "texts[nope = 1]",
            "entries[value > 3]",
            "count(entries[value > 3])",
            "entries.key",
            "entries.nope",
            "for x in numbers return x",
            "for x in entries return x.nope",
            "some x in texts satisfies x = \"\"",
            "every x in numbers satisfies x >= 0",
            "numbers instance of list<number>",
            "context instance of context<a: number>",
            "numbers",
            "(function(l: list<number>) count(l))(numbers)",
            "deep = 1",
            "deep = deep",
            "[numbers, numbers] = [numbers, numbers]")
        .map(operation -> new Call(operation, false));
  }

  @ParameterizedTest
  @MethodSource({"calls", "operations"})
  void chargesForWhatItLooksAt(Call call) {
    SharedSteps steps = new SharedSteps(MANY_STEPS);

    evaluate(call.expression(), steps);

    int charged = MANY_STEPS - steps.left();
    int characters = call.readsText() ? TEXT.length() : 0;
    assertThat(charged)
        .as("steps of %s", call)
        .isGreaterThanOrEqualTo(looks / LOOKS_PER_STEP)
        .isGreaterThanOrEqualTo(characters / CHARACTERS_PER_STEP);
  }

  @ParameterizedTest
  @MethodSource({"calls", "operations"})
  void stopsAtTheBudget(Call call) {
    SharedSteps steps = new SharedSteps(FEW_STEPS);

    Evaluation evaluation = evaluate(call.expression(), steps);

    assertThat(looks)
        .as("values that %s looked at", call)
        .isLessThanOrEqualTo(LOOKS_PER_STEP * FEW_STEPS);
    if (steps.left() == 0) {
      assertThat(evaluation.value()).isNull();
      assertThat(evaluation.failure())
          .asString()
          .contains("evaluated together for an event took more than 1000 steps");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void stopsAtTheBudgetWhenItIsCalledAgainAndAgain(Call call) {
    SharedSteps steps = new SharedSteps(FEW_STEPS);

    Evaluation evaluation =
        evaluate("some i in 1..1000000000 satisfies count([" + call + "]) = 0", steps);

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.failure())
        .asString()
        .containsAnyOf("took more than 1000 steps", "functions or data nest too deep");
  }

  @Test
  void knowsEveryKindOfParameter() {
    assertThat(calls()).hasSizeGreaterThan(Builtins.names().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get entries(context)",
        "context put(context, \"a\", 1)",
        "context merge([context])",
        "context = context",
        "index of(numbers, 3)",
        "list contains(texts, \"x\")",
        "distinct values(numbers)",
        "union(numbers, numbers)",
        "stddev(numbers)",
        "median(numbers)",
        "mode(numbers)",
        "sort(numbers, function(a, b) a < b)",
        "string(context)",
        "string join(texts)",
        "upper case(text)",
        "contains(text, \"x\")",
        "matches(text, \"(a*)*c\")",
        "replace(text, \"a\", \"b\")",
        "split(text, \" \")",
        "matches(\"x\", \"\\p{L}\\P{Lu}\\w\\W\\c\\i\")",
        "number(digits)",
        "range(written)"
      })
  void whatIsCostlyIsNotDoneWithinAThousandSteps(String call) {
    SharedSteps steps = new SharedSteps(FEW_STEPS);

    Evaluation evaluation = evaluate(call, steps);

    assertThat(evaluation.failure()).asString().contains("took more than 1000 steps");
  }

  private Evaluation evaluate(String expression, SharedSteps steps) {
    return Feel.compile(expression, FeelOptions.defaults(), BUDGET).evaluate(data(), steps);
  }

  private DataObject data() {
    BigDecimal number = new BigDecimal("1.234567890123456789012345678901234");
    Map<String, Object> data =
        Map.ofEntries(
            Map.entry("numbers", new Items(i -> (long) i)),
            Map.entry("decimals", new Items(i -> number.add(BigDecimal.valueOf(i)))),
            Map.entry("texts", new Items(i -> "a text of some length, number " + i)),
            Map.entry("truths", new Items(i -> i < ITEMS - 1)),
            Map.entry("lists", new Items(i -> List.of((long) i))),
            Map.entry("entries", new Items(i -> Map.of("key", "k" + i, "value", (long) i))),
            Map.entry("context", new Fields()),
            Map.entry("deep", DEEP),
            Map.entry("text", TEXT),
            Map.entry("digits", "1".repeat(6_000)),
            Map.entry("number", number),
            Map.entry("far", new BigDecimal("1.5E6000")),
            Map.entry("tiny", new BigDecimal("1.5E-6000")),
            Map.entry("negative", -1L),
            Map.entry("written", "[1..2]"),
            Map.entry("range", new FeelRange(true, TEXT, TEXT, true)));
    return new MapData(data);
  }

  /** Counts who looks at its items. */
  private final class Items implements DataArray {

    private final IntFunction<Object> items;

    Items(IntFunction<Object> items) {
      this.items = items;
    }

    @Override
    public int size() {
      return ITEMS;
    }

    @Override
    public Object get(int index) {
      looks++;
      return items.apply(index);
    }
  }

  /** Counts who looks at its fields. */
  private final class Fields implements DataObject {

    @Override
    public @Nullable Object member(String name) {
      looks++;
      return NAMES.contains(name) ? (Object) (long) name.length() : null;
    }

    @Override
    public Collection<String> names() {
      return NAMES;
    }
  }
}
