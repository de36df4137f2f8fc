package dev.emitter.benchmarks.page;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs the measurements and the comparisons one after the other, each in a JVM of its own, and puts
 * what they print into their places on the page, with the machine, its load and the versions.
 */
public final class BenchmarkPage {

  private static final List<String> OPENED =
      List.of(
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
          "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  private static final List<Program> ALL =
      List.of(
          Program.of("publishing", "Measurements"),
          Program.of("expressions", "Comparisons")
              .beside("kie-dmn-feel", "feel-engine", "event-ruler", "jackson-databind"),
          Program.of("encoding", "encoding.EventWriting").beside("cloudevents-json-jackson"),
          Program.of("mapping", "mapping.MappingEvents").beside("jackson-databind"),
          Program.of("append", "journals.JournalComparison", "{folder}")
              .with(OPENED.toArray(String[]::new))
              .beside("rocksdbjni", "h2-", "chronicle-queue", "artemis-journal"),
          Program.of("rolled-append", "DurableAppend", "{folder}", "200"),
          Program.of("delivery", "delivery.DurableDelivery", "{folder}"),
          Program.of("audit", "delivery.AuditBesideFile", "{folder}"),
          Program.of("webhook", "webhook.WebhookThroughput", "{folder}").beside("httpclient5"),
          Program.of("power-bi", "delivery.PowerBiRows").beside("httpclient5"),
          Program.of("bad-neighbours", "webhook.BadNeighbours"),
          Program.of("recovery", "webhook.Recovery").with("-Xmx2g"),
          Program.of("kafka", "kafka.KafkaThroughput", "{folder}").beside("kafka-clients"),
          Program.of("in-process", "inprocess.InProcessComparison", "{folder}")
              .beside(
                  "guava-3", "disruptor", "logback-classic", "spring-modulith-events-core", "h2-"));

  private BenchmarkPage() {}

  /**
   * Runs all, or those that are named.
   *
   * @param args the page, a folder to work in, the folder of libraries, and names
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Page page = Page.read(Path.of(args[0]));
    List<String> names = List.of(args).subList(3, args.length);
    List<Program> chosen = new ArrayList<>(ALL);
    chosen.removeIf(program -> !names.isEmpty() && !names.contains(program.name()));
    requireAll(page, names, chosen);
    List<String> failed = new ArrayList<>();
    for (Program program : chosen) {
      if (!put(program, page, Path.of(args[1]), Path.of(args[2]))) {
        failed.add(program.name());
      }
    }
    if (!failed.isEmpty()) {
      System.err.println("not measured: " + String.join(", ", failed));
      System.exit(1);
    }
  }

  private static void requireAll(Page page, List<String> names, List<Program> chosen) {
    for (String name : names) {
      if (chosen.stream().noneMatch(program -> program.name().equals(name))) {
        throw new IllegalArgumentException(
            name + ": is no measurement; there are " + ALL.stream().map(Program::name).toList());
      }
    }
    for (Program program : chosen) {
      if (!page.hasPlaceFor(program.name())) {
        throw new IllegalArgumentException("the page has no place for " + program.name());
      }
    }
  }

  private static boolean put(Program program, Page page, Path folder, Path libraries)
      throws InterruptedException {
    PrintStream out = System.err;
    out.printf("%s ... ", program.name());
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    long start = System.nanoTime();
    try {
      String tables = program.run(folder.toAbsolutePath());
      page.put(program.name(), tables + "\n" + circumstances(program.versions(libraries), load));
      out.printf("%d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
      return true;
    } catch (IOException e) {
      out.println(e.getMessage());
      return false;
    }
  }

  private static String circumstances(String versions, double load) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "Measured on %s: %d cores, %d GiB, %s %s, JDK %s%s; load before it began %.1f.%n",
        LocalDate.now(ZoneOffset.UTC),
        system.getAvailableProcessors(),
        Math.round((double) system.getTotalMemorySize() / (1 << 30)),
        system.getName(),
        system.getArch(),
        System.getProperty("java.version"),
        versions.isEmpty() ? "" : "; " + versions,
        load);
  }
}
