package dev.emitter.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles what pages show in Java: a file, the body of a method, or members of a class, whichever
 * it is. Warnings of the compiler are faults too.
 */
final class JavaSnippets implements AutoCloseable {

  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:final |abstract |sealed )*(?:class|interface|record|enum) (\\w+)");
  private static final Pattern FIRST_IS_TYPE =
      Pattern.compile(
          "(?s)(?:package [^;]+;|\\s|@\\w+(?:\\([^)]*\\))?|//[^\\n]*\\n|/\\*.*?\\*/)*"
              + "(?:public |final |abstract |sealed )*(?:class|interface|record|enum) .*");
  private static final Pattern FIRST_IS_MEMBER =
      Pattern.compile("(?s)\\s*(?:@\\w+|(?:private|public|protected|static) ).*");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files =
      compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
  private final Path classes;

  /**
   * Creates a compiler.
   *
   * @param classes the folder that classes are written to
   */
  JavaSnippets(Path classes) {
    this.classes = classes;
  }

  /** How a snippet is made a file. */
  private enum Shape {
    FILE,
    BODY,
    MEMBERS
  }

  /** Returns what the compiler has to say of a snippet whose hidden part comes first. */
  List<String> faults(String hidden, String shown) {
    String snippet = hidden + shown;
    Shape likely = likely(snippet);
    List<String> faults = compile(snippet, likely);
    for (Shape other : Shape.values()) {
      if (faults.isEmpty() || (other != likely && compile(snippet, other).isEmpty())) {
        return List.of();
      }
    }
    return faults;
  }

  private static Shape likely(String snippet) {
    String rest = IMPORT.matcher(snippet).replaceAll("");
    if (FIRST_IS_TYPE.matcher(rest).matches()) {
      return Shape.FILE;
    }
    return FIRST_IS_MEMBER.matcher(rest).matches() ? Shape.MEMBERS : Shape.BODY;
  }

  private List<String> compile(String snippet, Shape shape) {
    DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-Xlint:deprecation,unchecked,rawtypes", "-d", classes.toString());
    compiler.getTask(null, files, heard, options, null, List.of(source(snippet, shape))).call();
    List<String> faults = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : heard.getDiagnostics()) {
      if (one.getKind() != Diagnostic.Kind.NOTE) {
        faults.add(lineOf(one) + one.getMessage(Locale.ROOT));
      }
    }
    return faults;
  }

  private static String lineOf(Diagnostic<? extends JavaFileObject> one) {
    try {
      JavaFileObject source = one.getSource();
      long line = one.getLineNumber();
      if (source == null || line == Diagnostic.NOPOS) {
        return "";
      }
      String text = source.getCharContent(true).toString();
      return "in \"" + text.lines().skip(line - 1).findFirst().orElse("").strip() + "\": ";
    } catch (IOException e) {
      return "";
    }
  }

  private static JavaFileObject source(String snippet, Shape shape) {
    if (shape == Shape.FILE) {
      Matcher type = PUBLIC_TYPE.matcher(snippet);
      return file(type.find() ? type.group(1) : "Snippet", snippet);
    }
    Matcher imports = IMPORT.matcher(snippet);
    String head = imports.results().map(MatchResult::group).collect(Collectors.joining("\n"));
    String rest = imports.replaceAll("");
    String body = shape == Shape.BODY ? "void run() throws Exception {\n" + rest + "\n}" : rest;
    return file("Snippet", head + "\nclass Snippet {\n" + body + "\n}\n");
  }

  private static JavaFileObject file(String type, String text) {
    URI uri = URI.create("string:///" + type + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
