package dev.emitter.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What no class of the library does. */
final class HabitsTest {

  private static final List<Class<?>> MOMENTS =
      List.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  /** A rule about nothing holds; this one makes sure that the others are about something. */
  @Test
  void theClassesOfAllModulesAreFound() {
    for (String type :
        List.of(
            "dev.emitter.Emitters",
            "dev.emitter.engine.Lane",
            "dev.emitter.expressions.feel.FeelRange",
            "dev.emitter.cli.Main",
            "dev.emitter.file.FileChannelProvider",
            "dev.emitter.http.HttpTransports",
            "dev.emitter.kafka.KafkaChannelProvider",
            "dev.emitter.mail.MailNotifier",
            "dev.emitter.micrometer.EmitterMetrics",
            "dev.emitter.opentelemetry.EmitterTracing",
            "dev.emitter.powerbi.PowerBiChannelProvider",
            "dev.emitter.webhook.WebhookChannelProvider",
            "dev.emitter.testkit.RecordingChannel")) {
      assertThat(Modules.classes().contain(type)).as(type).isTrue();
    }
    assertThat(Modules.classes())
        .hasSizeGreaterThan(400)
        .noneMatch(one -> one.getPackageName().equals("dev.emitter.architecture"));
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameContaining("Manager")
        .orShould()
        .haveNameMatching(".*Utils?")
        .orShould()
        .haveNameMatching(".*Helpers?")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(Modules.classes());
  }

  @Test
  void logsThroughSlf4jAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging..")
        .check(Modules.classes());
  }

  /** All but {@code Loggers} would log what strangers wrote as it is, with its line breaks. */
  @Test
  void logsOnlyWhatIsPrintable() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.emitter.problem.Loggers")
        .and()
        .doNotHaveFullyQualifiedName("dev.emitter.console.TypeLoggers") // logs JSON, as such
        .should()
        .accessClassesThat()
        .areAssignableTo(LoggerFactory.class)
        .check(Modules.classes());
    assertThat(Modules.classes().get("dev.emitter.problem.Loggers").getMethodCallsFromSelf())
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(LoggerFactory.class));
  }

  @Test
  void printsOnlyWhereThatIsItsPurpose() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.emitter.console..", "dev.emitter.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(Modules.classes());
  }

  @Test
  void neverSleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .check(Modules.classes());
  }

  @Test
  void asksOnlyAnInjectedClockForTheTimeOfDay() {
    noClasses()
        .should()
        .callMethodWhere(isNowWithoutClock())
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(Modules.classes());
  }

  private static DescribedPredicate<JavaCall<?>> isNowWithoutClock() {
    return DescribedPredicate.describe(
        "now() is asked without a clock",
        access ->
            access.getTarget().getName().equals("now")
                && MOMENTS.stream().anyMatch(access.getTargetOwner()::isEquivalentTo)
                && !access.getTarget().getFullName().contains(Clock.class.getName()));
  }

  @Test
  void endsNoProcessButItsOwn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.emitter.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(Modules.classes());
  }
}
