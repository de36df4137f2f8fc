package dev.emitter.benchmarks.delivery;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Where threads spend their time, from samples of the JVM's flight recorder. */
final class Profile implements AutoCloseable {

  private static final String JAVA_SAMPLE = "jdk.ExecutionSample";
  private static final String NATIVE_SAMPLE = "jdk.NativeMethodSample";
  private static final String OURS = "dev.emitter.";
  private static final String MEASURING = "dev.emitter.benchmarks.";
  private static final Set<String> WAITS =
      Set.of("jdk.internal.misc.Unsafe.park", "java.lang.Object.wait", "java.lang.Object.wait0");
  private static final double SHOWN = 0.01;

  private final Recording recording = new Recording();
  private final Map<String, Integer> samples = new TreeMap<>();

  /** Starts to take samples. */
  static Profile start() {
    Profile profile = new Profile();
    profile.recording.enable(JAVA_SAMPLE).withPeriod(Duration.ofMillis(10));
    profile.recording.enable(NATIVE_SAMPLE).withPeriod(Duration.ofMillis(10));
    profile.recording.start();
    return profile;
  }

  /** Ends taking samples and prints the share of each package whose code was running. */
  void print(PrintStream out) throws IOException {
    Path file = Files.createTempFile("profile", ".jfr");
    try {
      recording.stop();
      recording.dump(file);
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          count(events.readEvent());
        }
      }
    } finally {
      Files.delete(file);
    }
    int all = samples.values().stream().mapToInt(Integer::intValue).sum();
    out.printf("%,d samples: package of the library, at work in | share%n", all);
    samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .filter(entry -> entry.getValue() >= SHOWN * all)
        .forEach(
            entry -> out.printf("%s | %.2f%n", entry.getKey(), entry.getValue() / (double) all));
    out.println();
  }

  private void count(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    RecordedMethod top = stack.getFrames().get(0).getMethod();
    String where = top.getType().getName();
    if (isWaiting(where, top.getName())) {
      return;
    }
    samples.merge(nearestOfOurs(stack) + " in " + packageOf(where), 1, Integer::sum);
  }

  /** Native methods are sampled whether they work or wait; writing and syncing is work. */
  private static boolean isWaiting(String type, String method) {
    return WAITS.contains(type + "." + method) || type.contains("EPoll");
  }

  private static String nearestOfOurs(RecordedStackTrace stack) {
    for (RecordedFrame frame : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith(MEASURING)) {
        return "the measurement itself";
      }
      if (type.startsWith(OURS)) {
        return packageOf(type);
      }
    }
    return "others";
  }

  private static String packageOf(String type) {
    int nested = type.indexOf('$');
    String outer = nested < 0 ? type : type.substring(0, nested);
    int end = outer.lastIndexOf('.');
    return end < 0 ? outer : outer.substring(0, end);
  }

  @Override
  public void close() {
    recording.close();
  }
}
