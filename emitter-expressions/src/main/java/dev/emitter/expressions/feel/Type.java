package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type as {@code instance of} and parameters name it: grammar rule 52. */
sealed interface Type {

  /** Returns whether a value, null excepted, is of this type, charging for looking into it. */
  boolean contains(Run run, Object value);

  /** Returns whether every value of this type is one of the other. */
  default boolean conformsTo(Type other) {
    return other.equals(Simple.ANY) || equals(other);
  }

  record Simple(String name) implements Type {
    static final Type ANY = new Simple("Any");

    @Override
    public boolean contains(Run run, Object value) {
      return name.equals("Any") || name.equals(Kind.of(value).typeName);
    }
  }

  record ListOf(Type item) implements Type {
    @Override
    public boolean contains(Run run, Object value) {
      return Kind.of(value) == Kind.LIST && containsAll(run, Lists.of(value));
    }

    private boolean containsAll(Run run, List<@Nullable Object> items) {
      if (item.equals(Simple.ANY)) {
        return true;
      }
      for (int i = 0; i < items.size(); i++) {
        run.charge(1);
        Object value = Lists.item(items, i);
        if (value == null || !item.contains(run, value)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean conformsTo(Type other) {
      return other.equals(Simple.ANY)
          || (other instanceof ListOf list && item.conformsTo(list.item));
    }
  }

  record RangeOf(Type item) implements Type {
    @Override
    public boolean contains(Run run, Object value) {
      return value instanceof FeelRange range
          && holds(run, range.start())
          && holds(run, range.end());
    }

    private boolean holds(Run run, @Nullable Object endpoint) {
      return endpoint == null || item.contains(run, endpoint);
    }

    @Override
    public boolean conformsTo(Type other) {
      return other.equals(Simple.ANY)
          || (other instanceof RangeOf range && item.conformsTo(range.item));
    }
  }

  record ContextOf(Map<String, Type> members) implements Type {
    @Override
    public boolean contains(Run run, Object value) {
      if (Kind.of(value) != Kind.CONTEXT) {
        return false;
      }
      return members.entrySet().stream()
          .allMatch(e -> holds(run, Contexts.get(value, e.getKey()), e.getValue()));
    }

    private static boolean holds(Run run, @Nullable Object member, Type type) {
      run.charge(1);
      return member != null && type.contains(run, member);
    }

    @Override
    public boolean conformsTo(Type other) {
      return other.equals(Simple.ANY)
          || (other instanceof ContextOf context && hasAll(context.members));
    }

    private boolean hasAll(Map<String, Type> others) {
      return others.entrySet().stream()
          .allMatch(
              e -> {
                Type own = members.get(e.getKey());
                return own != null && own.conformsTo(e.getValue());
              });
    }
  }

  record FunctionOf(@Nullable List<Type> parameters, Type result) implements Type {
    @Override
    public boolean contains(Run run, Object value) {
      return value instanceof FeelFunction function && function.type().conformsTo(this);
    }

    @Override
    public boolean conformsTo(Type other) {
      return other.equals(Simple.ANY)
          || (other instanceof FunctionOf function
              && result.conformsTo(function.result)
              && takes(function.parameters));
    }

    /**
     * Parameters may only be wider than asked for; a function whose parameters are unknown takes
     * any.
     */
    private boolean takes(@Nullable List<Type> others) {
      if (parameters == null || others == null) {
        return true;
      }
      if (parameters.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < others.size(); i++) {
        if (!others.get(i).conformsTo(parameters.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
