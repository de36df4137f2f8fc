package dev.emitter.config;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells which files of a folder changed, where the file system does; elsewhere it is only a clock.
 * One thread uses it; any may wake it for good.
 */
final class FolderSignals {

  private static final Logger LOG = Loggers.of(FolderSignals.class);

  private final Path folder;
  private final CountDownLatch woken = new CountDownLatch(1);
  private final @Nullable WatchService service;
  private @Nullable WatchKey registered;
  private @Nullable WatchKey signalled;

  FolderSignals(Path folder) {
    this.folder = folder;
    this.service = open();
  }

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("changes of definitions are found by looking only: {}", e.toString());
      return null;
    }
  }

  /** Waits for a change, at most that long. */
  void await(long nanos) {
    WatchService watched = service;
    if (watched == null || registered == null) {
      pause(nanos);
      return;
    }
    try {
      WatchKey key = nanos <= 0 ? watched.poll() : watched.poll(nanos, TimeUnit.NANOSECONDS);
      signalled = key == null ? signalled : key;
    } catch (ClosedWatchServiceException e) {
      registered = null;
    } catch (InterruptedException e) {
      LOG.debug("an interrupt does not end the watch of {}", folder);
    }
  }

  /** Waits that long unless woken. */
  void pause(long nanos) {
    try {
      boolean ended = woken.await(nanos, TimeUnit.NANOSECONDS);
      LOG.trace("waited, ended: {}", ended);
    } catch (InterruptedException e) {
      LOG.debug("an interrupt does not end the watch of {}", folder);
    }
  }

  /** Returns the names of what changed since the last call; null for who knows what. */
  @Nullable Set<String> drain() {
    register();
    WatchKey key = signalled;
    signalled = null;
    Set<String> names = new HashSet<>();
    if (key == null) {
      return names;
    }
    boolean overflow = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      overflow |= !(event.context() instanceof Path);
      names.add(String.valueOf(event.context()));
    }
    if (!key.reset()) {
      registered = null;
      overflow = true;
    }
    return overflow ? null : names;
  }

  private void register() {
    WatchService watched = service;
    WatchKey key = registered;
    if (watched == null || (key != null && key.isValid())) {
      return;
    }
    try {
      registered =
          folder.register(
              watched,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException | ClosedWatchServiceException e) {
      registered = null;
    }
  }

  void wake() {
    woken.countDown();
    close();
  }

  void close() {
    WatchService watched = service;
    if (watched == null) {
      return;
    }
    try {
      watched.close();
    } catch (IOException e) {
      LOG.debug("the watch of {} did not close", folder, e);
    }
  }
}
