package dev.emitter.docs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.filter.FilterDialects;
import dev.emitter.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * Checks a page: Java compiles, JSON loads, commands are understood, links lead somewhere. A block
 * after {@code <!-- source PATH -->} must stand in that file, which the build compiles; its
 * indentation may differ.
 */
final class PageCheck implements AutoCloseable {

  private final Path root;
  private final Path folder;
  private final JavaSnippets java;
  private final ShellSnippets shell;

  /**
   * Creates a check.
   *
   * @param root the project
   * @param folder an empty folder to work in
   */
  PageCheck(Path root, Path folder) throws IOException {
    this.root = root;
    this.folder = folder;
    this.java = new JavaSnippets(Files.createDirectories(folder.resolve("classes")));
    this.shell = new ShellSnippets(root);
  }

  /** Returns everything that is wrong with a page, each with its line. */
  List<String> faults(Page page) throws IOException {
    List<String> faults = new ArrayList<>(new Links(root).faults(page));
    JsonSnippets json = new JsonSnippets(Files.createTempDirectory(folder, "json"));
    StringBuilder context = new StringBuilder();
    String source = "";
    for (Block block : page.blocks()) {
      if (block.hidden() && block.language().equals("java")) {
        context.append(block.text());
      } else if (block.hidden() && block.language().equals("source")) {
        source = block.kind();
      } else {
        List<String> found =
            source.isEmpty() ? check(block, context.toString(), json) : absent(block, source);
        found.forEach(fault -> faults.add(block.place() + ": " + fault));
        context.setLength(0);
        source = "";
      }
    }
    return faults;
  }

  private List<String> check(Block block, String context, JsonSnippets json) throws IOException {
    String text = block.text();
    try {
      return switch (block.language()) {
        case "java" -> java.faults(context, text);
        case "json" -> json.faults(block.kind(), text);
        case "sh", "bash" -> shell.faults(text);
        case "text" -> shell.summaryFaults(text);
        case "xml" -> xml(text);
        case "feel" -> feel(text, block.kind().equals("refused"));
        case "sql" -> json.faults("filter", sqlFilter(text));
        case "mermaid" -> List.of();
        default -> List.of("\"" + block.language() + "\" is no language that this test knows");
      };
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static String sqlFilter(String text) {
    return JsonNodeFactory.instance.objectNode().put("sql", text).toString();
  }

  private static List<String> feel(String text, boolean refused) {
    Problems problems = new Problems();
    FilterDialects.standard().compile(TextNode.valueOf(text), "$.filter", problems);
    if (refused) {
      return problems.isEmpty() ? List.of("is shown as refused, but is not") : List.of();
    }
    return problems.list().stream().map(Object::toString).toList();
  }

  private static List<String> xml(String text) throws IOException {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      parser.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      return List.of();
    } catch (SAXException | ParserConfigurationException e) {
      return List.of("no XML: " + e.getMessage());
    }
  }

  private List<String> absent(Block block, String source) throws IOException {
    Path file = root.resolve(source);
    if (!Files.exists(file)) {
      return List.of("there is no file " + source);
    }
    String all = withoutIndentation(Files.readString(file));
    return all.contains(withoutIndentation(block.text()))
        ? List.of()
        : List.of("this does not stand in " + source + "; copy it from there anew");
  }

  private static String withoutIndentation(String text) {
    return text.replaceAll("(?m)^[ \\t]+|[ \\t]+$", "").strip();
  }

  @Override
  public void close() throws IOException {
    java.close();
  }
}
