package dev.emitter.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The library and its laboratory in a class loader of their own, with some lines of one class
 * written otherwise: so nothing in the library has to know of mistakes that are planted in it.
 */
final class ChangedLibrary extends ClassLoader {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final String OWN = "dev.emitter.";

  private final Map<String, byte[]> changed;

  private ChangedLibrary(Map<String, byte[]> changed) {
    super(ChangedLibrary.class.getClassLoader());
    this.changed = changed;
  }

  /**
   * A change of one class.
   *
   * @param type the name of the class
   * @param lines what stands there, and what is to stand there
   */
  record Change(String type, Map<String, String> lines) {

    private String source() {
      try {
        return Files.readString(
                ROOT.resolve("emitter-core/src/main/java")
                    .resolve(type.replace('.', '/') + ".java"))
            .replace("\r", "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns whether the lines are there. */
    boolean isPossible() {
      String source = source();
      return lines.keySet().stream().allMatch(source::contains);
    }

    private String changedSource() {
      String source = source();
      for (Map.Entry<String, String> line : lines.entrySet()) {
        source = source.replace(line.getKey(), line.getValue());
      }
      return source;
    }
  }

  static ChangedLibrary with(Change change) {
    return new ChangedLibrary(compile(change));
  }

  private static Map<String, byte[]> compile(Change change) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> written = new HashMap<>();
    JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject of) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return written.computeIfAbsent(name, key -> new ByteArrayOutputStream());
              }
            };
          }
        };
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("memory:///" + change.type().replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return change.changedSource();
          }
        };
    StringWriter messages = new StringWriter();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options = List.of("-proc:none", "-nowarn", "-classpath", path);
    if (!compiler.getTask(messages, files, null, options, null, List.of(source)).call()) {
      throw new IllegalStateException(messages.toString());
    }
    Map<String, byte[]> classes = new HashMap<>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = name.startsWith(OWN) ? define(name) : super.loadClass(name, false);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = changed.get(name);
    if (bytes == null) {
      bytes = original(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /**
   * Goes through rounds with the changed library.
   *
   * @return what was found first, with its seed; empty if nothing was
   */
  Found find(long firstSeed, int rounds) throws ReflectiveOperationException {
    Method run = loadClass(LibraryRound.class.getName()).getMethod("run", long.class);
    for (long seed = firstSeed; seed < firstSeed + rounds; seed++) {
      try {
        run.invoke(null, seed);
      } catch (InvocationTargetException e) {
        return new Found(seed, String.valueOf(e.getCause()));
      }
    }
    return Found.NOTHING;
  }

  /**
   * What was found.
   *
   * @param seed -1 if nothing was
   */
  record Found(long seed, String what) {

    static final Found NOTHING = new Found(-1, "");
  }
}
