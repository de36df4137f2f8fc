package dev.emitter.architecture;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what others can use of a class, a line for each member: its types, whether they may
 * be null, what it throws. Members are in one order, whatever the order in the source.
 */
final class ApiDescription {

  private static final int SHOWN =
      Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

  /** What every class or enum has, and what says nothing about it. */
  private static final Set<String> OF_ALL =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  private final StringBuilder text = new StringBuilder();

  private ApiDescription() {}

  /** Returns the description of these public classes, each with those that it contains. */
  static String of(List<Class<?>> classes) {
    ApiDescription description = new ApiDescription();
    classes.forEach(one -> description.describe(one, ""));
    return description.text.toString();
  }

  private void describe(Class<?> type, String indent) {
    line(indent, deprecated(type) + head(type));
    List<String> members = new ArrayList<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isUsable(constructor, constructor.isSynthetic())) {
        members.add(executable(constructor, "", "new"));
      }
    }
    addFieldsAndMethods(type, members);
    for (Class<?> parent = type; hasHiddenParent(parent); parent = parent.getSuperclass()) {
      addFieldsAndMethods(parent.getSuperclass(), members); // they can be used all the same
    }
    members.stream().distinct().sorted().forEach(member -> line(indent + "  ", member));
    Stream.of(type.getDeclaredClasses())
        .filter(nested -> isUsable(nested.getModifiers()))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .forEach(nested -> describe(nested, indent + "  "));
  }

  private static void addFieldsAndMethods(Class<?> type, List<String> members) {
    for (Field field : type.getDeclaredFields()) {
      if (isUsable(field, field.isSynthetic())) {
        members.add(field(field));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isUsable(method, method.isSynthetic()) && !OF_ALL.contains(method.getName())) {
        String result = type(method.getAnnotatedReturnType());
        members.add(executable(method, result + " ", method.getName()));
      }
    }
  }

  private static boolean hasHiddenParent(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && !isUsable(parent.getModifiers());
  }

  private void line(String indent, String line) {
    text.append(indent).append(line).append('\n');
  }

  private static boolean isUsable(Member member, boolean synthetic) {
    return isUsable(member.getModifiers()) && !synthetic;
  }

  private static boolean isUsable(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder();
    if (type.isSealed()) {
      head.append("sealed ");
    }
    int shown = type.isInterface() || type.isEnum() || type.isRecord() ? Modifier.PROTECTED : SHOWN;
    head.append(modifiers(type.getModifiers() & shown & ~Modifier.STATIC));
    head.append(kind(type)).append(' ').append(type.getSimpleName());
    head.append(variables(type.getTypeParameters()));
    AnnotatedType parent = type.getAnnotatedSuperclass();
    boolean told = parent != null && parent.getType() != Object.class && !hasHiddenParent(type);
    if (told && !type.isEnum() && !type.isRecord()) {
      head.append(" extends ").append(type(parent));
    }
    if (type.getAnnotatedInterfaces().length > 0) {
      head.append(type.isInterface() ? " extends " : " implements ");
      head.append(types(type.getAnnotatedInterfaces()));
    }
    return head.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "annotation";
    }
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    return type.isRecord() ? "record" : "class";
  }

  private static String field(Field field) {
    String kind = field.isEnumConstant() ? "" : modifiers(field.getModifiers() & SHOWN);
    String type = field.isEnumConstant() ? "" : type(field.getAnnotatedType()) + " ";
    return deprecated(field) + kind + type + field.getName();
  }

  private static String executable(Executable member, String result, String name) {
    int shown = member.getDeclaringClass().isInterface() ? Modifier.STATIC : SHOWN;
    String kind = member instanceof Method method && method.isDefault() ? "default " : "";
    String thrown =
        member.getAnnotatedExceptionTypes().length == 0
            ? ""
            : " throws " + types(member.getAnnotatedExceptionTypes());
    String variables = variables(member.getTypeParameters());
    return deprecated((AccessibleObject) member)
        + modifiers(member.getModifiers() & shown)
        + kind
        + (variables.isEmpty() ? "" : variables + " ")
        + result
        + name
        + parameters(member)
        + thrown;
  }

  private static String parameters(Executable member) {
    String types = types(member.getAnnotatedParameterTypes());
    String list = member.isVarArgs() ? types.replaceAll("\\[\\]$", "...") : types;
    return "(" + list + ")";
  }

  private static String modifiers(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(one -> one.getName() + bounds(one.getAnnotatedBounds()))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(AnnotatedType... bounds) {
    String text =
        Arrays.stream(bounds)
            .filter(bound -> bound.getType() != Object.class)
            .map(ApiDescription::type)
            .collect(Collectors.joining(" & "));
    return text.isEmpty() ? "" : " extends " + text;
  }

  private static String types(AnnotatedType... types) {
    return Arrays.stream(types).map(ApiDescription::type).collect(Collectors.joining(", "));
  }

  private static String type(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      return type(array.getAnnotatedGenericComponentType())
          + (nullable.isEmpty() ? "[]" : " @Nullable []");
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      String name = generic.getType().getTypeName();
      String raw = name.substring(0, name.indexOf('<'));
      return nullable
          + shortened(raw)
          + "<"
          + types(generic.getAnnotatedActualTypeArguments())
          + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      return wildcard.getAnnotatedLowerBounds().length > 0
          ? "? super " + types(wildcard.getAnnotatedLowerBounds())
          : "?" + bounds(wildcard.getAnnotatedUpperBounds());
    }
    if (type instanceof AnnotatedTypeVariable variable) {
      return nullable + variable.getType().getTypeName();
    }
    return nullable + shortened(type.getType().getTypeName());
  }

  /** Leaves out the packages that everybody knows. */
  private static String shortened(String name) {
    return name.replaceFirst("^java\\.(lang|util|time)\\.(?=\\p{Upper})", "");
  }
}
