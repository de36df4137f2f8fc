package dev.emitter.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the files below {@code api} to what users can call now, so that a review shows each change
 * of it. Run with {@code -Ddocs.write=true} to write them anew.
 */
final class ApiDescriptionTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path API = ROOT.resolve("emitter-architecture").resolve("api");
  private static final Pattern EXPORT = Pattern.compile("(?m)^  exports ([\\w.]+);");

  /** Modules that depend on a jar without a module name, and so cannot say what they export. */
  private static final Set<String> WITHOUT_DESCRIPTOR = Set.of("dev.emitter.kafka");

  @TestFactory
  Stream<DynamicTest> theFilesSayWhatUsersCanCall() throws IOException {
    return exported().stream().map(one -> DynamicTest.dynamicTest(one, () -> holds(one)));
  }

  @Test
  void thereIsNoFileOfAPackageThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(API)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\.txt$", "")))
          .isSubsetOf(exported());
    }
  }

  @Test
  void aLineTellsAllThatACallerSees() {
    assertThat(ApiDescription.of(List.of(Sample.class)))
        .isEqualTo(
            """
            abstract class Sample<T extends Number> implements java.util.function.Consumer<T>
              @Deprecated static final String NAME
              Optional<? extends T> find(String, @Nullable Integer...) throws java.io.IOException
              abstract void accept(T)
              final int size()
              protected new()
              enum Color
                RED
            """);
  }

  /** What a class can have. */
  public abstract static class Sample<T extends Number> extends Hidden implements Consumer<T> {

    /** A constant. */
    @Deprecated public static final String NAME = "sample";

    /** For subclasses. */
    protected Sample() {}

    Sample(int ignored) {
      this();
    }

    /** Finds. */
    public java.util.Optional<? extends T> find(String name, @Nullable Integer... places)
        throws IOException {
      throw new IOException(name + places.length);
    }

    @Override
    public abstract void accept(T other);

    /** An enum. */
    public enum Color {
      RED
    }
  }

  /** What callers do not see, but what it has. */
  abstract static class Hidden {

    /** Counts. */
    public final int size() {
      return 1;
    }
  }

  private static void holds(String name) throws IOException {
    String description = ApiDescription.of(classes(name));
    Path file = API.resolve(name + ".txt");
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(API);
      Files.writeString(file, description);
    }
    assertThat(file)
        .withFailMessage("%s is out of date: run make api, look at what changed, commit it", file)
        .hasContent(description);
  }

  private static List<Class<?>> classes(String name) {
    List<Class<?>> classes = new ArrayList<>();
    Modules.classes().stream()
        .filter(one -> one.getPackageName().equals(name) && one.isTopLevelClass())
        .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .map(JavaClass::reflect)
        .forEach(classes::add);
    assertThat(classes).as("public classes of %s", name).isNotEmpty();
    return classes;
  }

  private static Set<String> exported() throws IOException {
    Set<String> exported = new TreeSet<>(WITHOUT_DESCRIPTOR);
    for (Path descriptor : descriptors()) {
      Matcher exports = EXPORT.matcher(Files.readString(descriptor));
      exports.results().forEach(export -> exported.add(export.group(1)));
    }
    assertThat(exported).hasSizeGreaterThan(20);
    return exported;
  }

  private static List<Path> descriptors() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/main/java/module-info.java"))
          .filter(Files::exists)
          .collect(Collectors.toList());
    }
  }
}
