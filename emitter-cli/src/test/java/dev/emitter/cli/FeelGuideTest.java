package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.filter.FilterDialects;
import dev.emitter.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the FEEL guide to its word: each block of it is compiled or run. */
@Tag("D4")
@Tag("U1")
final class FeelGuideTest {

  private static final Path PAGE =
      Path.of(System.getProperty("project.root", ".."), "docs", "feel-guide.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\S[^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder = Path.of("");
  private String page = "";
  private final List<String> ran = new ArrayList<>();
  private @Nullable Judge judge;
  private String said = "";

  @BeforeEach
  void requireThePage() throws IOException {
    assumeTrue(Files.exists(PAGE), "the page is not here");
    page = Files.readString(PAGE);
  }

  @Test
  void whatThePageClaimsHolds() throws Exception {
    Matcher blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      run(blocks.group(1), blocks.group(2).strip());
      ran.add(blocks.group(1));
    }
    assertThat(ran).contains("json true", "json false", "json null", "json failed", "sql");
    assertThat(ran).filteredOn("feel"::equals).hasSizeGreaterThan(12);
    assertThat(ran).filteredOn("feel refused"::equals).hasSizeGreaterThan(2);
  }

  private void run(String kind, String text) throws Exception {
    switch (kind) {
      case "sh" -> {}
      case "feel", "sql" -> compile(kind, text);
      case "feel refused" -> refuse(text);
      case "json filter" -> judge = filter(text);
      case "json definition" -> checkDefinition(text);
      case "text" -> assertThat(said).isEqualTo(text);
      default -> judge(kind, text);
    }
  }

  private void compile(String dialect, String text) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    judge = Judge.of(Dialect.valueOf(dialect.toUpperCase(Locale.ROOT)), text, faults(err));
    assertThat(err.toString(StandardCharsets.UTF_8)).as(text).isEmpty();
  }

  private void refuse(String text) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Judge.of(Dialect.FEEL, text, faults(err))).as(text).isNull();
    said = err.toString(StandardCharsets.UTF_8).strip();
  }

  private static @Nullable Judge filter(String text) throws IOException {
    return Judge.of(new ObjectMapper().readTree(text), faults(new ByteArrayOutputStream()));
  }

  private static Faults faults(ByteArrayOutputStream err) {
    return new Faults(new Messages(new PrintStream(err, true, StandardCharsets.UTF_8), false));
  }

  private void checkDefinition(String text) {
    Shell shell = new Shell(folder);
    String file = shell.write("definition.json", text).toString();
    assertThat(shell.run("check", file).messages()).isEmpty();
  }

  private void judge(String kind, String text) throws LineFault {
    assertThat(kind).as("a kind of block that this test knows").startsWith("json ");
    Judge asked = judge;
    assertThat(asked).as("the filter for " + text).isNotNull();
    if (asked != null) {
      byte[] line = text.getBytes(StandardCharsets.UTF_8);
      Judgement judgement = asked.judge(EventLineParser.parse(line, line.length));
      said = judgement.reason();
      String answer = judgement.answer().name().toLowerCase(Locale.ROOT);
      assertThat("json " + answer).as("%s: %s", text, judgement).isEqualTo(kind);
    }
  }

  /** The kind of a block is not shown when the page is rendered. */
  @Test
  void tellsAboveEachEventWhatTheFilterSaysOfIt() {
    Map<String, String> labels =
        Map.of(
            "true", "**Matches:**",
            "false", "**Does not match:**",
            "null", "**Does not match** (null):",
            "failed", "**Does not match** (a failure):");
    Matcher events = Pattern.compile("(.*)\\n\\n```json (true|false|null|failed)\\n").matcher(page);
    int count = 0;
    while (events.find()) {
      assertThat(events.group(1)).isEqualTo(labels.get(events.group(2)));
      count++;
    }
    assertThat(count).isEqualTo(page.split("```json (true|false|null|failed)\n", -1).length - 1);
  }

  @Test
  void itsSlipsGetTheMessagesThatItShows() {
    List<String[]> rows = table("slips");
    assertThat(rows).hasSizeGreaterThan(20);
    for (String[] row : rows) {
      Problems problems = compiled(row[0]);
      assertThat(problems.list()).as(row[0]).hasSize(1);
      String message = problems.list().get(0).message().replace("is not FEEL: ", "");
      assertThat(withoutPlace(message)).isEqualTo(row[1]);
    }
  }

  @Test
  void itsWarningsAreThoseThatItShows() {
    List<String[]> rows = table("warnings");
    assertThat(rows).hasSizeGreaterThan(20);
    for (String[] row : rows) {
      Problems problems = compiled(row[0]);
      assertThat(problems.list()).as(row[0]).isEmpty();
      assertThat(problems.warnings()).as(row[0]).hasSize(1);
      assertThat(withoutPlace(problems.warnings().get(0).message())).isEqualTo(row[1]);
      assertThat(problems.warnings().get(0).hint()).isEqualTo(row[2]);
    }
  }

  private static Problems compiled(String expression) {
    Problems problems = new Problems();
    FilterDialects.standard().compile(TextNode.valueOf(expression), "$.filter", problems);
    return problems;
  }

  private static String withoutPlace(String message) {
    return message.replaceFirst("^line [0-9]+, column [0-9]+: ", "");
  }

  /** Returns the rows of the table after a comment; the first cell is code. */
  private List<String[]> table(String name) {
    String after = page.substring(page.indexOf("<!-- " + name + " -->"));
    return after
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(FeelGuideTest::cells)
        .toList();
  }

  private static String[] cells(String line) {
    String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
    cells[0] = cells[0].replaceAll("^(`` |`)|( ``|`)$", "");
    return cells;
  }

  @Test
  void itsLimitsAreThoseOfTheLibrary() {
    ExpressionBudget users = ExpressionBudget.forUsers();
    ExpressionBudget operators = ExpressionBudget.forOperators();
    assertThat(page)
        .contains(
            row("characters of an expression", users.sourceLength(), operators.sourceLength()),
            row("levels of nesting", users.nesting(), operators.nesting()),
            row("parts of the syntax tree", users.nodes(), operators.nodes()),
            row(
                "size of a regular expression",
                users.regularExpressionSize(),
                operators.regularExpressionSize()),
            row("steps of an evaluation", users.steps(), operators.steps()),
            row("items of a list it builds", users.listLength(), operators.listLength()),
            row(
                "characters of a string it builds",
                users.stringLength(),
                operators.stringLength()));
  }

  private static String row(String what, int users, int operators) {
    return String.format(Locale.ROOT, "| %s | %,d | %,d |", what, users, operators);
  }
}
