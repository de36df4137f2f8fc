package dev.emitter.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shape of the engine: one owner of the state, and data that goes one way. */
final class EngineShapeTest {

  private static final Path PAGE =
      Path.of(System.getProperty("project.root", ".."), "docs", "engine.md");
  private static final String ENGINE = "dev.emitter.engine";
  private static final Pattern ARROW =
      Pattern.compile("^  ([A-Z]\\w*) --> ([A-Z]\\w*)$", Pattern.MULTILINE);

  /** They are asked by many threads, and guard themselves. */
  private static final Set<String> WITH_MONITORS = Set.of("EventLoop", "ListenerQueue");

  private final Map<String, Set<String>> uses = uses();

  private static Map<String, Set<String>> uses() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass one : Modules.classes()) {
      if (one.getPackageName().equals(ENGINE)) {
        Set<String> used = uses.computeIfAbsent(name(one), name -> new TreeSet<>());
        for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getPackageName().equals(ENGINE)) {
            used.add(name(target));
          }
        }
        used.remove(name(one));
      }
    }
    return uses;
  }

  /** Returns the name of the class that it is written in. */
  private static String name(JavaClass one) {
    String name = one.getFullName().substring(ENGINE.length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  @Test
  void noClassUsesItselfOverOthers() {
    uses.keySet().forEach(one -> assertThat(reached(one)).as("%s uses", one).doesNotContain(one));
  }

  private Set<String> reached(String from) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String one = next.remove();
      if (reached.add(one)) {
        next.addAll(uses.getOrDefault(one, Set.of()));
      }
    }
    return reached;
  }

  /** What the loop owns needs no monitor, and one would hide that another thread touches it. */
  @Test
  void nothingThatTheLoopOwnsHasAMonitor() {
    for (JavaClass one : Modules.classes()) {
      if (one.getPackageName().equals(ENGINE) && !WITH_MONITORS.contains(name(one))) {
        assertThat(one.getMethods())
            .as("methods of %s", one.getSimpleName())
            .noneMatch(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED));
      }
    }
  }

  /** Code of the log, of channels and of listeners gets no hold of what only the loop may touch. */
  @Test
  void theStateOfALaneKnowsNobodyWhoChangesIt() {
    for (String part : List.of("LaneState", "Ledger", "Backlog", "Health", "Intake", "Calls")) {
      assertThat(reached(part))
          .as("what %s uses", part)
          .doesNotContain(
              "Engine",
              "Router",
              "LaneRegistry",
              "Lane",
              "Slot",
              "LaneOrders",
              "LaneReader",
              "EventLoop");
    }
  }

  /** The loop must never wait for those who may wait for it. */
  @Test
  void whatTheLoopOwnsWaitsForNobody() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .and()
        .haveNameMatching(".*\\.(Lane\\w*|Slot|StateChange|Settlement|Calls|Ledger|Backlog)")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\.(locks\\..*|CountDownLatch|Semaphore|Future)")
        .check(Modules.classes());
  }

  /** Or the laboratory could not repeat a history. */
  @Test
  void whatRunsBesideAnythingGoesThroughTheExecution() {
    noClasses()
        .that()
        .resideInAnyPackage(ENGINE, "dev.emitter.log.disk")
        .and()
        .doNotHaveSimpleName("SystemTime")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.concurrent\\."
                + "(locks\\.LockSupport|Executors|ForkJoinPool|CountDownLatch|Semaphore"
                + "|ThreadPoolExecutor)")
        .orShould()
        .callMethod(Thread.class, "start")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(Modules.classes());
  }

  @Test
  void thePictureShowsWhatUsesWhat() throws IOException {
    Map<String, Set<String>> drawn = new TreeMap<>();
    Set<String> shown = new TreeSet<>();
    String page = Files.readString(PAGE).replace("\r", "");
    ARROW
        .matcher(page)
        .results()
        .forEach(
            arrow -> {
              drawn.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(arrow.group(2));
              shown.add(arrow.group(1));
              shown.add(arrow.group(2));
            });
    assertThat(shown).hasSizeGreaterThan(10).isSubsetOf(uses.keySet());
    Map<String, Set<String>> inCode = new TreeMap<>();
    for (String one : shown) {
      Set<String> used = new TreeSet<>(uses.getOrDefault(one, Set.of()));
      used.retainAll(shown);
      if (!used.isEmpty()) {
        inCode.put(one, used);
      }
    }
    assertThat(drawn).isEqualTo(inCode);
  }
}
