package dev.emitter.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of a page to other files of the project and to headings. */
final class Links {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*");

  private final Path root;

  Links(Path root) {
    this.root = root;
  }

  /** Returns the links of a page that lead nowhere; those to other sites are not followed. */
  List<String> faults(Page page) throws IOException {
    List<String> faults = new ArrayList<>();
    List<String> prose = page.prose();
    for (int at = 0; at < prose.size(); at++) {
      // A link's words may be code, its target is not.
      Matcher link = LINK.matcher(CODE.matcher(prose.get(at)).replaceAll("code"));
      while (link.find()) {
        String fault = fault(page, link.group(1));
        if (!fault.isEmpty()) {
          faults.add(page.name() + ":" + (at + 1) + ": " + link.group(1) + ": " + fault);
        }
      }
    }
    return faults;
  }

  private String fault(Page page, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return "";
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? root.resolve(page.name()) : sibling(page, path);
    if (!path.isEmpty() && !Files.exists(target)) {
      return "there is no such file";
    }
    if (hash < 0) {
      return "";
    }
    Page other = path.isEmpty() ? page : Page.of(path, Files.readString(target));
    Set<String> anchors = anchors(other);
    return anchors.contains(link.substring(hash + 1))
        ? ""
        : "there is no such heading; there are " + anchors;
  }

  private Path sibling(Page page, String path) {
    return root.resolve(page.name()).resolveSibling(path).normalize();
  }

  /** Returns the anchors of a page's headings, as GitHub makes them. */
  static Set<String> anchors(Page page) {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : page.prose()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
