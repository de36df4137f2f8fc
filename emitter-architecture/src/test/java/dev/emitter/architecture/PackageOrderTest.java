package dev.emitter.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.emitter.channel.ChannelProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each package uses only those before it, so that a reader can go through them in one order. */
final class PackageOrderTest {

  private static final String ROOT = "dev.emitter";
  private static final List<String> CORE =
      List.of(
          "problem",
          "execution",
          "net",
          "event",
          "topic",
          "filter",
          "mapping",
          "definition",
          "log",
          "channel");
  private static final List<String> BUILT_IN = List.of("console", "handler");
  static final List<String> CHANNELS = List.of("file", "kafka", "powerbi", "webhook");
  private static final List<String> OVER_HTTP = List.of("powerbi", "webhook");

  /** A channel whose users read what it has stored. */
  private static final String AUDIT = "audit";

  private static final List<String> ENGINE = List.of("delivery", "engine", "config");

  @TestFactory
  Stream<DynamicTest> usesOnlyThePackagesBeforeIt() {
    return allowed().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry)));
  }

  /** Returns for each package of core the other packages of the library that it may use. */
  private static Map<String, List<String>> allowed() {
    Map<String, List<String>> allowed = new TreeMap<>();
    List<String> before = new ArrayList<>(List.of("expressions.."));
    for (String name : CORE) {
      allowed.put(name, List.copyOf(before));
      before.add(name);
    }
    BUILT_IN.forEach(name -> allowed.put(name, List.copyOf(before)));
    for (String name : ENGINE) {
      allowed.put(name, List.copyOf(before));
      before.add(name);
    }
    return allowed;
  }

  private static void check(Map.Entry<String, List<String>> entry) {
    String own = ROOT + "." + entry.getKey();
    String[] usable =
        Stream.concat(Stream.of(own), entry.getValue().stream().map(name -> ROOT + "." + name))
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> others =
        resideInAnyPackage(ROOT + "..")
            .and(not(resideInAnyPackage(usable)))
            .as("packages that come after %s", entry.getKey());
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(others)
        .check(Modules.classes());
  }

  @Test
  void thereAreNoCyclesBetweenPackages() {
    slices().matching("(dev.emitter..)").should().beFreeOfCycles().check(Modules.classes());
  }

  @Test
  void onlyTheRootUsesTheEngineToStartIt() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".engine")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".engine", ROOT + ".config")
        .check(Modules.classes());
  }

  @TestFactory
  Stream<DynamicTest> aChannelUsesNoOtherAndKnowsNothingOfWhoUsesIt() {
    return Stream.concat(CHANNELS.stream(), Stream.of(AUDIT))
        .map(name -> DynamicTest.dynamicTest(name, () -> checkChannel(name)));
  }

  private static void checkChannel(String name) {
    String[] closed =
        Stream.concat(
                Stream.of(ROOT),
                Stream.of(CHANNELS, BUILT_IN, ENGINE, List.of(AUDIT, "cli", "testkit"))
                    .flatMap(List::stream)
                    .filter(other -> !other.equals(name))
                    .map(other -> ROOT + "." + other + ".."))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(closed)
        .check(Modules.classes());
  }

  @TestFactory
  Stream<DynamicTest> aChannelShowsItsProviderAlone() {
    return CHANNELS.stream().map(name -> DynamicTest.dynamicTest(name, () -> checkHidden(name)));
  }

  /** What others than the library call: receivers, and who prepares a service. */
  private static final List<String> FOR_OTHERS =
      List.of(ROOT + ".webhook.SignatureVerifier", ROOT + ".powerbi.PushDataset");

  private static void checkHidden(String name) {
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .and()
        .doNotHaveFullyQualifiedName(FOR_OTHERS.get(0))
        .and()
        .doNotHaveFullyQualifiedName(FOR_OTHERS.get(1))
        .should()
        .implement(ChannelProvider.class)
        .check(Modules.classes());
  }

  /** It is internal: a module of the JVM enforces the same, where programs use modules. */
  @Test
  void onlyChannelsOverHttpUseWhatTheyShare() {
    String[] users =
        Stream.concat(Stream.of("http", "flow.http"), OVER_HTTP.stream())
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".http..")
        .check(Modules.classes());
  }

  @Test
  void whatTheyShareKnowsNoChannel() {
    String[] closed =
        Stream.concat(
                Stream.of(ROOT),
                Stream.of(CHANNELS, BUILT_IN, ENGINE, List.of("cli", "testkit"))
                    .flatMap(List::stream)
                    .map(other -> ROOT + "." + other + ".."))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(closed)
        .check(Modules.classes());
  }

  @Test
  void onlyWhatChannelsShareUsesTheHttpClient() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..")
        .check(Modules.classes());
  }

  @Test
  void theLogOnDiskUsesOnlyWhatPeopleSeeOfDelivery() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".log.disk..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".channel..",
            ROOT + ".config..",
            ROOT + ".engine..",
            ROOT + ".cli..",
            ROOT + ".testkit..")
        .check(Modules.classes());
  }

  @Test
  void onlyTheKafkaChannelUsesKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".kafka..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..")
        .check(Modules.classes());
  }

  @Test
  void theMailsUseOnlyWhatPeopleSeeOfDelivery() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".mail..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".channel..",
            ROOT + ".config..",
            ROOT + ".engine..",
            ROOT + ".file..",
            ROOT + ".cli..",
            ROOT + ".testkit..")
        .check(Modules.classes());
  }

  @Test
  void onlyTheMailsUseAMailLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".mail..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
        .check(Modules.classes());
  }

  @Test
  void metersAndTracesUseOnlyWhatPeopleSeeOfDelivery() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".micrometer..", ROOT + ".opentelemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".config..",
            ROOT + ".console..",
            ROOT + ".engine..",
            ROOT + ".file..",
            ROOT + ".handler..",
            ROOT + ".http..",
            ROOT + ".kafka..",
            ROOT + ".powerbi..",
            ROOT + ".webhook..",
            ROOT + ".cli..",
            ROOT + ".testkit..")
        .check(Modules.classes());
  }

  @Test
  void onlyTheirModulesUseMicrometerAndOpenTelemetry() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".micrometer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..")
        .check(Modules.classes());
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".opentelemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..")
        .check(Modules.classes());
  }

  @Test
  void nothingPublishedUsesTheTestKit() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".testkit..", "org.junit..", "org.assertj..")
        .check(Modules.classes());
  }

  @Test
  void nothingUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".cli..", "picocli..")
        .check(Modules.classes());
  }
}
