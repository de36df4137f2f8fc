package dev.emitter.benchmarks;

import java.io.IOException;
import java.io.PrintStream;

/** Runs all measurements, one after the other, and prints them as Markdown tables. */
public final class Measurements {

  private Measurements() {}

  /** Runs everything; takes some minutes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    out.printf(
        "JDK %s, %d cores, %d MB heap%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    new Throughput(out).run();
    new ManyEmitters(out).run();
  }
}
