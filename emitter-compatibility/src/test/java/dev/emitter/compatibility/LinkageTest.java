package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every member of other libraries that the classes of this library name is there in the versions of
 * the set: also on paths that no test of the set takes, such as those of rare failures.
 */
final class LinkageTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("dev.emitter");

  @Test
  void findsAllThatItNames() {
    assertThat(OURS.contain("dev.emitter.Emitters")).isTrue();
    assertThat(OURS.contain("dev.emitter.webhook.WebhookChannelProvider")).isTrue();
    assertThat(OURS.contain("dev.emitter.kafka.KafkaChannelProvider")).isTrue();
    Set<String> missing = new TreeSet<>();
    for (JavaClass one : OURS) {
      accesses(one)
          .filter(access -> isOfOthers(access.getTargetOwner()) && isMissing(access.getTarget()))
          .forEach(access -> missing.add(one.getName() + ": " + access.getTarget().getFullName()));
      Stream.concat(one.getAllRawSuperclasses().stream(), one.getAllRawInterfaces().stream())
          .filter(above -> isOfOthers(above) && !above.isFullyImported())
          .forEach(above -> missing.add(one.getName() + ": " + above.getName()));
    }
    assertThat(missing).isEmpty();
  }

  private static Stream<JavaAccess<?>> accesses(JavaClass one) {
    Stream<JavaCodeUnitReference<?>> references =
        one.getCodeUnitReferencesFromSelf().stream().map(access -> access);
    return Stream.concat(one.getAccessesFromSelf().stream(), references);
  }

  private static boolean isOfOthers(JavaClass owner) {
    String name = owner.getBaseComponentType().getName();
    return !owner.isArray()
        && !name.startsWith("java.")
        && !name.startsWith("javax.")
        && !name.startsWith("dev.emitter.");
  }

  private static boolean isMissing(AccessTarget target) {
    return target.resolveMember().isEmpty();
  }
}
