package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls can give, and warnings of those that can never give anything but null. */
final class CallInspection {

  private final Inspection inspection;
  private final Names scopes;
  private final WarningCollector warnings;
  private final ConversionHints conversions;

  CallInspection(
      Inspection inspection, Names scopes, WarningCollector warnings, ConversionHints conversions) {
    this.inspection = inspection;
    this.scopes = scopes;
    this.warnings = warnings;
    this.conversions = conversions;
  }

  PossibleValues call(Tree.Call tree) {
    List<Tree> trees = tree.arguments().stream().map(Tree.Argument::value).toList();
    List<PossibleValues> arguments = inspection.all(trees);
    if (!(tree.function() instanceof Tree.Name name) || scopes.isLocal(name.name())) {
      return unknown(tree);
    }
    Builtin builtin = Builtins.find(name.name());
    boolean named = !tree.arguments().isEmpty() && tree.arguments().get(0).name() != null;
    if (builtin == null || named) {
      return PossibleValues.ANY;
    }
    if (builtin.name().equals("not")) {
      inspection.requireTruth(trees.get(0), arguments.get(0));
      return arguments.get(0).negated();
    }
    if (!fits(builtin, trees, arguments)) {
      return PossibleValues.NULL;
    }
    Object constant = constant(builtin, trees);
    return constant == null ? result(builtin) : PossibleValues.of(EnumSet.of(Kind.of(constant)));
  }

  /** Returns the value of a date, time or duration that is written as a constant, or null. */
  private static @Nullable Object constant(Builtin builtin, List<Tree> arguments) {
    if (arguments.size() != 1
        || !(arguments.get(0) instanceof Tree.Literal literal)
        || !(literal.value() instanceof String text)) {
      return null;
    }
    return switch (builtin.name()) {
      case "date" -> TemporalText.date(text);
      case "time" -> TemporalText.time(text);
      case "date and time" -> TemporalText.dateTime(text);
      case "duration" -> DurationText.parse(text);
      default -> null;
    };
  }

  private PossibleValues unknown(Tree.Call tree) {
    if (!(tree.function() instanceof Tree.Path method)) {
      inspection.of(tree.function());
      return PossibleValues.ANY;
    }
    PossibleValues source = inspection.of(method.source());
    if (source.canBe(Kind.CONTEXT) && !isData(method)) {
      return PossibleValues.ANY;
    }
    warnings.add(
        method.position() + 1,
        TreeText.quoted(method.member()) + " is no function that a value has",
        ForeignMethods.mend(method, tree.arguments()));
    return PossibleValues.NULL;
  }

  /** Data has values only, and no functions. */
  private boolean isData(Tree tree) {
    if (tree instanceof Tree.Path path) {
      return isData(path.source());
    }
    return tree instanceof Tree.Name name && scopes.isData(name.name());
  }

  /** Returns whether the arguments may fit any signature, warning of one that never does. */
  private boolean fits(Builtin builtin, List<Tree> trees, List<PossibleValues> arguments) {
    List<Signature> signatures =
        builtin.signatures().stream().filter(s -> s.takes(arguments.size())).toList();
    for (int i = 0; i < arguments.size(); i++) {
      int index = i;
      PossibleValues argument = arguments.get(i);
      if (signatures.stream().noneMatch(s -> accepts(s, index, argument))) {
        if (argument.hasValue()) {
          warn(builtin, signatures.get(0), trees.get(i), argument, i);
        }
        return false;
      }
    }
    return true;
  }

  private static Signature.Parameter parameter(Signature signature, int index) {
    return signature.parameters().get(signature.variadic() ? 0 : index);
  }

  private static boolean accepts(Signature signature, int index, PossibleValues argument) {
    Signature.Parameter parameter = parameter(signature, index);
    Kind kind = parameter.kind();
    if (argument.canBeNull() && parameter.nullable()) {
      return true;
    }
    if (kind == null || kind == Kind.LIST) {
      return argument.hasValue() || parameter.nullable();
    }
    return argument.comparable().contains(kind);
  }

  private void warn(
      Builtin builtin, Signature signature, Tree tree, PossibleValues argument, int index) {
    Signature.Parameter parameter = parameter(signature, index);
    Kind kind = parameter.kind() == null ? Kind.NULL : parameter.kind();
    Kind only = argument.only();
    warnings.add(
        tree.position(),
        builtin.name()
            + ": \""
            + parameter.name()
            + "\" must be "
            + kind.shown
            + (only == Kind.NULL ? " but never is" : " but is " + only.shown),
        mend(tree, kind));
  }

  private String mend(Tree tree, Kind wanted) {
    String name = ConversionHints.hyphenated(tree);
    if (name != null) {
      return conversions.hyphen(name);
    }
    String text = TreeText.of(tree);
    boolean literal = tree instanceof Tree.Literal;
    return switch (wanted) {
      case STRING ->
          literal
              ? "write \"" + text + "\" in double quotes"
              : "convert it with string(" + text + ")";
      case NUMBER -> "write a number, or convert it with number(" + text + ")";
      default -> "give it " + wanted.shown;
    };
  }

  private static PossibleValues result(Builtin builtin) {
    switch (builtin.name()) {
      case "now", "today" -> {
        return PossibleValues.of(Set.of(kind(builtin)));
      }
      case "duration" -> {
        return PossibleValues.of(EnumSet.of(Kind.NULL, Kind.DAYS, Kind.MONTHS));
      }
      default -> {
        List<Kind> kinds = new ArrayList<>();
        for (Signature signature : builtin.signatures()) {
          if (signature.result() == null) {
            return PossibleValues.ANY;
          }
          kinds.add(signature.result());
        }
        kinds.add(Kind.NULL);
        return PossibleValues.of(EnumSet.copyOf(kinds));
      }
    }
  }

  private static Kind kind(Builtin builtin) {
    Kind kind = builtin.signatures().get(0).result();
    return kind == null ? Kind.NULL : kind;
  }
}
