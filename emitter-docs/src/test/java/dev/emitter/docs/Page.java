package dev.emitter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown.
 *
 * <p>What a snippet needs and a reader need not see stands in a comment whose first line is a
 * language, as in a fence: {@code <!-- java}, then lines, then {@code -->}. It belongs to the fence
 * after it.
 *
 * @param name its path from the root of the project, with slashes
 * @param lines its lines
 */
record Page(String name, List<String> lines) {

  /** The project these tests were built from. */
  static final Path ROOT = Path.of(System.getProperty("project.root", "..")).toAbsolutePath();

  private static final Pattern FENCE = Pattern.compile("(`{3,})\\s*(\\S*)\\s*(.*?)\\s*");
  private static final Pattern COMMENT = Pattern.compile("<!--\\s*(java|json|source)\\b\\s*(.*)");
  private static final String END = "-->";

  Page {
    lines = List.copyOf(lines);
  }

  static Page of(String name, String text) {
    return new Page(name, text.lines().toList());
  }

  /** Returns a page of the project. */
  static Page read(String name) throws IOException {
    return of(name, Files.readString(ROOT.resolve(name)));
  }

  /** Returns every page of a project: those at its root, under docs and under examples. */
  static List<Page> all(Path root) throws IOException {
    List<Page> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root, 1)) {
      add(pages, root, files);
    }
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        add(pages, root, files);
      }
    }
    return List.copyOf(pages);
  }

  private static void add(List<Page> pages, Path root, Stream<Path> files) throws IOException {
    for (Path file : files.filter(one -> one.toString().endsWith(".md")).sorted().toList()) {
      pages.add(of(root.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
    }
  }

  /** Returns the fenced blocks and the hidden ones, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      Matcher fence = FENCE.matcher(line.strip());
      Matcher comment = COMMENT.matcher(line.strip());
      if (fence.matches()) {
        at = add(blocks, at, fence.group(1), fence, false);
      } else if (comment.matches()) {
        at = add(blocks, at, END, comment, true);
      }
    }
    return List.copyOf(blocks);
  }

  /** Adds the block that begins on a line and returns the line on which it ends. */
  private int add(List<Block> blocks, int start, String end, Matcher head, boolean hidden) {
    String language = head.group(hidden ? 1 : 2);
    String kind = head.group(hidden ? 2 : 3);
    if (hidden && kind.endsWith(END)) {
      kind = kind.substring(0, kind.length() - END.length()).strip();
      blocks.add(new Block(name, start + 1, language, kind, "", true));
      return start;
    }
    StringBuilder text = new StringBuilder();
    for (int at = start + 1; at < lines.size(); at++) {
      if (lines.get(at).strip().equals(end)) {
        blocks.add(new Block(name, start + 2, language, kind, text.toString(), hidden));
        return at;
      }
      text.append(lines.get(at)).append('\n');
    }
    throw new IllegalStateException(name + ":" + (start + 1) + ": what begins here has no end");
  }

  /** Returns the lines that are prose: all but fenced blocks. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    String open = "";
    for (String line : lines) {
      String stripped = line.strip();
      if (!open.isEmpty()) {
        open = stripped.equals(open) ? "" : open;
        prose.add("");
      } else if (FENCE.matcher(stripped).matches()) {
        open = stripped.replaceAll("[^`].*", "");
        prose.add("");
      } else {
        prose.add(line);
      }
    }
    return prose;
  }
}
