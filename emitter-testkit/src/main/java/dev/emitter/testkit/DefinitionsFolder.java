package dev.emitter.testkit;

import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The folder that {@link Definitions} names for a test. */
final class DefinitionsFolder {

  private DefinitionsFolder() {}

  /**
   * Returns the folder, or null if none is named.
   *
   * @throws ExtensionConfigurationException if there is no such folder
   */
  static @Nullable Path of(ExtensionContext context) {
    Optional<Definitions> named = on(context.getTestMethod().orElse(null));
    for (Class<?> type = context.getRequiredTestClass();
        named.isEmpty() && type != null;
        type = type.getEnclosingClass()) {
      named = on(type);
    }
    return named.map(found -> folder(found.value(), context.getRequiredTestClass())).orElse(null);
  }

  private static Optional<Definitions> on(@Nullable AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, Definitions.class);
  }

  private static Path folder(String name, Class<?> test) {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      return path;
    }
    @Nullable URL resource = test.getClassLoader().getResource(name);
    if (resource != null && resource.getProtocol().equals("file")) {
      try {
        return Path.of(resource.toURI());
      } catch (URISyntaxException e) {
        throw new ExtensionConfigurationException("@Definitions(\"" + name + "\"): " + resource, e);
      }
    }
    throw new ExtensionConfigurationException(
        "@Definitions(\""
            + name
            + "\") of "
            + test.getName()
            + ": there is no folder "
            + path.toAbsolutePath()
            + ", and no folder of that name on the class path; name the one that the application"
            + " ships");
  }
}
