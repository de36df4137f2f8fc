package dev.emitter.expressions.feel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function that an expression defines, with the variables it saw where it was defined. */
final class UserFunction implements FeelFunction {

  private final FunctionNode definition;
  private final @Nullable Object[] captured;

  UserFunction(FunctionNode definition, @Nullable Object[] captured) {
    this.definition = definition;
    this.captured = captured;
  }

  @Override
  public Type type() {
    List<Type> parameters = definition.parameters().stream().map(Tree.Parameter::type).toList();
    return new Type.FunctionOf(parameters, definition.result());
  }

  @Override
  public boolean takes(int arguments) {
    return arguments == definition.parameters().size();
  }

  @Override
  public @Nullable Object invoke(Run run, @Nullable Object[] arguments) {
    if (!takes(arguments.length)) {
      return run.fail(
          "the function takes "
              + definition.parameters().size()
              + " arguments, not "
              + arguments.length);
    }
    run.charge(definition.weight() + captured.length / 4);
    @Nullable Object[] slots = captured.clone();
    for (int i = 0; i < arguments.length; i++) {
      Type type = definition.parameters().get(i).type();
      Object argument = Coercion.to(run, type, arguments[i]);
      if (argument == null && arguments[i] != null) {
        return run.fail(
            "the function's argument \""
                + definition.parameters().get(i).name()
                + "\" is of another type");
      }
      slots[definition.firstSlot() + i] = argument;
    }
    return eval(run, slots);
  }

  private @Nullable Object eval(Run run, @Nullable Object[] slots) {
    @Nullable Object[] outside = run.slots;
    run.slots = slots;
    run.enter(definition.height());
    Object result = definition.body().eval(run);
    run.leave(definition.height());
    run.slots = outside;
    return result;
  }

  @Override
  public @Nullable Object invoke(Run run, List<String> names, @Nullable Object[] arguments) {
    List<String> parameters = definition.parameters().stream().map(Tree.Parameter::name).toList();
    @Nullable Object[] ordered = new Object[parameters.size()];
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < arguments.length; i++) {
      int index = parameters.indexOf(names.get(i));
      if (index < 0) {
        return run.fail("the function has no parameter \"" + names.get(i) + "\"");
      }
      if (!given.add(index)) {
        return run.fail("the argument \"" + names.get(i) + "\" is given twice");
      }
      ordered[index] = arguments[i];
    }
    return given.size() == ordered.length
        ? invoke(run, ordered)
        : run.fail("an argument is missing");
  }
}
