package dev.emitter.expressions.feel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A built-in function: a name and the ways to call it. */
record Builtin(String name, List<Signature> signatures) implements FeelFunction {

  @Override
  public Type type() {
    return new Type.FunctionOf(null, Type.Simple.ANY);
  }

  @Override
  public boolean takes(int arguments) {
    return signatures.stream().anyMatch(signature -> signature.takes(arguments));
  }

  @Override
  public @Nullable Object invoke(Run run, @Nullable Object[] arguments) {
    Signature misfit = null;
    int index = 0;
    for (Signature signature : signatures) {
      if (signature.takes(arguments.length)) {
        @Nullable Object[] fitted = arguments.clone();
        index = signature.fit(fitted, arguments.length);
        if (index < 0) {
          return apply(run, signature, fitted);
        }
        misfit = signature;
      }
    }
    return misfit == null
        ? run.fail(countMessage(arguments.length))
        : misfit(run, misfit, arguments, index);
  }

  /** Calls one signature with arguments that nobody else uses. */
  @Nullable Object invoke(Run run, Signature signature, @Nullable Object[] arguments, int given) {
    int index = signature.fit(arguments, given);
    return index < 0 ? apply(run, signature, arguments) : misfit(run, signature, arguments, index);
  }

  private static @Nullable Object apply(
      Run run, Signature signature, @Nullable Object[] arguments) {
    if (signature.variadic()) {
      return signature.body().apply(run, new Object[] {Arrays.asList(arguments)});
    }
    int size = signature.parameters().size();
    return signature
        .body()
        .apply(run, arguments.length == size ? arguments : Arrays.copyOf(arguments, size));
  }

  @Override
  public @Nullable Object invoke(Run run, List<String> names, @Nullable Object[] arguments) {
    for (Signature signature : signatures) {
      int[] order = signature.order(names);
      if (order != null) {
        return invokeOrdered(run, signature, order, arguments);
      }
    }
    return run.fail(namesMessage(names));
  }

  /** Parameters without an argument are null: section 10.3.2.13.5. */
  private @Nullable Object invokeOrdered(
      Run run, Signature signature, int[] order, @Nullable Object[] arguments) {
    if (signature.variadic()) {
      return apply(run, signature, Lists.orSingleton(arguments[0]).toArray());
    }
    @Nullable Object[] ordered = new Object[order.length];
    for (int i = 0; i < order.length; i++) {
      Signature.Parameter parameter = signature.parameters().get(i);
      if (order[i] >= 0) {
        ordered[i] = arguments[order[i]];
      }
      boolean given = order[i] >= 0 || !parameter.optional();
      if (given && !signature.fits(ordered, i)) {
        return misfit(run, signature, ordered, i);
      }
    }
    return signature.body().apply(run, ordered);
  }

  private @Nullable Object misfit(
      Run run, Signature signature, @Nullable Object[] arguments, int index) {
    Signature.Parameter parameter = signature.parameters().get(signature.variadic() ? 0 : index);
    Kind kind = parameter.kind();
    String expected = kind == null ? "a value" : kind.shown;
    String found = index < arguments.length ? Kind.of(arguments[index]).shown : "something else";
    return run.fail(
        name + ": \"" + parameter.name() + "\" must be " + expected + " but is " + found);
  }

  String countMessage(int arguments) {
    return name + " does not take " + arguments + " arguments, but " + usage();
  }

  String namesMessage(List<String> names) {
    return name + " does not take the arguments " + names + ", but " + usage();
  }

  /** Returns the parameters of all signatures, for messages. */
  String usage() {
    return String.join(
        " or ",
        signatures.stream()
            .map(
                s ->
                    "("
                        + String.join(
                            ", ", s.parameters().stream().map(Signature.Parameter::name).toList())
                        + ")")
            .toList());
  }
}
