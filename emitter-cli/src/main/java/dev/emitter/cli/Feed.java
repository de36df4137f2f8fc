package dev.emitter.cli;

import dev.emitter.log.EventLogException;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.FileFault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes line after line on a thread of its own, so that an input that says nothing, or a log that
 * has no room, can be left behind. Thread-safe.
 */
final class Feed implements Runnable {

  /** What is done with a line. */
  @FunctionalInterface
  interface LineAction {

    /** Does it; an event that is not accepted is as bad as a line that is none. */
    void accept(LineReader line) throws LineFault;
  }

  private final List<EventSource> sources;
  private final LineAction action;
  private final Messages messages;
  private final Thread thread = new Thread(this, "emitter-feed");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong badLines = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private volatile String place = "";
  private volatile String reached = "";
  private volatile boolean readsFile;
  private volatile boolean complete;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  Feed(List<EventSource> sources, LineAction action, Messages messages) {
    this.sources = sources;
    this.action = action;
    this.messages = messages;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      sources.forEach(this::read);
      complete = !stopped;
    } catch (Throwable e) { // the thread that waits for this one throws it on
      failure = e;
    } finally {
      ended.countDown();
    }
  }

  private void read(EventSource source) {
    if (stopped) {
      return;
    }
    readsFile = source.file() != null;
    reached = source.name() + ":0";
    LineReader lines = null;
    try (InputStream in = source.open()) {
      lines = new LineReader(in);
      while (!stopped && lines.next()) {
        if (!lines.isBlank()) {
          take(source.name(), lines);
        }
      }
    } catch (IOException e) {
      if (!stopped) {
        faults.incrementAndGet();
        say(source.name(), lines == null ? 1 : lines.number(), broken(source.file(), e));
      }
    }
  }

  private static String broken(@Nullable Path file, IOException e) {
    if (e instanceof EOFException) {
      return "the compressed data ends in the middle; only the lines before were read";
    }
    String what = "cannot be read (" + e.getMessage() + ")";
    if (e instanceof ZipException) {
      what = "the compressed data is damaged (" + e.getMessage() + ")";
    } else if (file != null) {
      what = FileFault.reading(file, e);
    }
    return what + "; only the lines before were read";
  }

  private void take(String name, LineReader lines) {
    place = name + ":" + lines.number();
    turn.lock();
    try {
      if (!stopped) {
        requireLength(lines);
        action.accept(lines);
        reached = place;
      }
    } catch (LineFault e) {
      bad(name, lines, e.reason());
    } catch (EventLogException e) {
      if (!stopped) {
        throw e;
      }
    } catch (EmitterException e) {
      bad(name, lines, String.valueOf(e.getMessage()));
    } finally {
      turn.unlock();
    }
  }

  private static void requireLength(LineReader lines) throws LineFault {
    if (lines.isTooLong()) {
      throw new LineFault("is longer than " + LineReader.LONGEST + " bytes; it was passed over");
    }
  }

  private void bad(String name, LineReader lines, String reason) {
    badLines.incrementAndGet();
    reached = place;
    say(name, lines.number(), reason);
  }

  private void say(String name, long number, String reason) {
    messages.say(Texts.oneLine(name + ":" + number + ": " + reason));
  }

  /** Waits until all is read; returns whether that came to be within the time. */
  boolean await(Duration limit) throws InterruptedException {
    return ended.await(Deadline.nanos(limit), TimeUnit.NANOSECONDS);
  }

  /**
   * Publishes nothing more. An event on its way into the log has until the limit to get there.
   *
   * @throws IllegalStateException if reading or publishing failed for a fault of the program
   */
  void stop(Duration limit) throws InterruptedException {
    stopped = true;
    if (turn.tryLock(Deadline.nanos(limit), TimeUnit.NANOSECONDS)) {
      turn.unlock();
    } else {
      thread.interrupt();
      ended.await();
    }
    Throwable fault = failure;
    if (fault != null) {
      throw new IllegalStateException("publishing failed at " + place, fault);
    }
  }

  /** Returns whether every input was read to its end, or to where it is broken. */
  boolean isComplete() {
    return complete;
  }

  /** Returns whether a file is read, not a stream. */
  boolean readsFile() {
    return readsFile;
  }

  /** Returns the last line that was dealt with; the line 0 when it was none. */
  String reached() {
    return reached;
  }

  /** Returns whether a line is being published at this moment. */
  boolean isPublishing() {
    return turn.isLocked();
  }

  /** Returns the line published last, or being published. */
  String place() {
    return place;
  }

  /** Returns how many lines were no events. */
  long badLines() {
    return badLines.get();
  }

  /** Returns how many inputs could not be read to their end. */
  long brokenInputs() {
    return faults.get();
  }
}
