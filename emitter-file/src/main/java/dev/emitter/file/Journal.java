package dev.emitter.file;

import dev.emitter.channel.Delivery;
import dev.emitter.event.Payload;
import dev.emitter.file.Intent.Entry;
import dev.emitter.file.JournalFile.Note;
import dev.emitter.file.JournalFile.State;
import dev.emitter.log.Position;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What one emitter has appended to its files, so that after a crash nothing is appended twice. Each
 * batch is noted before it is written: the file, where in it, and the length, checksum and log
 * position of each record. A process that comes after a crash compares the notes with the files.
 * Notes are needed only until the emitter's cursor is stored behind their events; two files take
 * turns, so that one can begin anew once all notes of the other are no longer needed.
 *
 * <p>Thread-safe. At most one journal of an emitter is at work, see {@link Journals}; one that was
 * closed notes nothing any more, and its channel writes nothing then.
 */
final class Journal {

  private static final Logger LOG = Loggers.of(Journal.class);

  /** From which size on a file gives way to the other: the next note fits into its room, too. */
  private static final int FILE_SIZE = 1 << 15;

  /** After how many batches it is seen what of an earlier process need not be known any more. */
  private static final int BATCHES = 64;

  private final Path folder;
  private final Predicate<String> settled;
  private JournalFile active;
  private JournalFile other;

  /** Positions by which it is told whether all notes of a file can be forgotten. */
  private List<String> needed = new ArrayList<>();

  private List<String> neededByOther = new ArrayList<>();

  /** What was written before this journal was opened: hashes of event ids by positions. */
  private final Map<String, Integer> written = new HashMap<>();

  private int batches;
  private boolean closed;

  private Journal(Path folder, Predicate<String> settled, JournalFile active, JournalFile other) {
    this.folder = folder;
    this.settled = settled;
    this.active = active;
    this.other = other;
  }

  static List<Path> files(Path folder) {
    return List.of(folder.resolve("appends-0"), folder.resolve("appends-1"));
  }

  /** Reads the journal of a folder, and finds out which records that it names were written. */
  static Journal read(Path folder, Predicate<String> settled, PathScope scope) throws IOException {
    List<Path> files = files(folder);
    List<Note> firstNotes = new ArrayList<>();
    List<Note> secondNotes = new ArrayList<>();
    JournalFile first = JournalFile.read(files.get(0), firstNotes);
    JournalFile second = JournalFile.read(files.get(1), secondNotes);
    boolean inOrder = first.generation() >= second.generation();
    Journal journal =
        inOrder
            ? new Journal(folder, settled, first, second)
            : new Journal(folder, settled, second, first);
    journal.remember(inOrder ? firstNotes : secondNotes, journal.active, journal.needed, scope);
    journal.remember(
        inOrder ? secondNotes : firstNotes, journal.other, journal.neededByOther, scope);
    return journal;
  }

  private void remember(List<Note> notes, JournalFile file, List<String> open, PathScope scope)
      throws IOException {
    for (Note note : notes) {
      List<Entry> entries = note.intent().records();
      BitSet unsettled = unsettled(entries);
      unsettled.stream().forEach(i -> open.add(entries.get(i).position()));
      BitSet found = examine(note, file, unsettled, scope);
      found.and(unsettled);
      found.stream().forEach(i -> written.put(entries.get(i).position(), entries.get(i).event()));
    }
  }

  private BitSet unsettled(List<Entry> entries) {
    BitSet unsettled = new BitSet();
    for (int i = 0; i < entries.size(); i++) {
      String position = entries.get(i).position();
      unsettled.set(i, !position.isEmpty() && !settled.test(position));
    }
    return unsettled;
  }

  private static BitSet examine(Note note, JournalFile file, BitSet unsettled, PathScope scope)
      throws IOException {
    switch (note.state()) {
      case BEGUN -> {
        BitSet found = IntentCheck.written(note.intent(), false, scope);
        file.examined(note, found);
        return found;
      }
      case DONE -> {
        return unsettled.isEmpty() ? new BitSet() : IntentCheck.written(note.intent(), true, scope);
      }
      case EXAMINED -> {
        return note.written();
      }
      default -> {
        return new BitSet();
      }
    }
  }

  /** Returns those that were not written before this journal was opened. */
  synchronized List<Delivery> missing(List<Delivery> batch) {
    if (written.isEmpty()) {
      return batch;
    }
    if (++batches % BATCHES == 0) {
      written.keySet().removeIf(settled);
    }
    return batch.stream().filter(delivery -> !isWritten(delivery)).toList();
  }

  private boolean isWritten(Delivery delivery) {
    Integer event = written.get(Intent.key(delivery));
    return event != null && event == Intent.eventHash(delivery);
  }

  /** Returns what notes a batch that is about to be written. */
  BatchNote note(List<Delivery> batch, List<Payload> records, Fsync fsync) {
    List<Entry> entries = new ArrayList<>(batch.size());
    Position newest = null;
    for (int i = 0; i < batch.size(); i++) {
      Entry entry = Entry.of(batch.get(i), records.get(i));
      Position position = entry.position().isEmpty() ? null : batch.get(i).position();
      newest = later(newest, position);
      entries.add(entry);
    }
    String last = newest == null ? null : newest.toString();
    return new BatchNote() {
      @Override
      public void begin(Path path, Object identity, long offset) throws IOException {
        if (last != null) {
          append(new Intent(path.toString(), identity.toString(), offset, entries), last, fsync);
        }
      }

      @Override
      public void done() {
        if (last != null) {
          mark(State.DONE);
        }
      }

      @Override
      public void failed() {
        if (last != null) {
          mark(State.FAILED);
        }
      }
    };
  }

  private static @Nullable Position later(@Nullable Position one, @Nullable Position other) {
    return other == null || (one != null && one.compareTo(other) > 0) ? one : other;
  }

  private synchronized void append(Intent intent, String newest, Fsync fsync) throws IOException {
    if (closed) {
      throw new IOException("its emitter has another channel by now");
    }
    try {
      if (active.size() >= FILE_SIZE && isForgettable(neededByOther)) {
        turn();
      }
      other.prepare();
      active.append(intent, fsync);
      needed.add(newest);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalException(folder, e);
    }
  }

  private boolean isForgettable(List<String> positions) {
    positions.removeIf(settled);
    return positions.isEmpty();
  }

  private void turn() throws IOException {
    other.beginAnew(active.generation() + 1);
    JournalFile full = active;
    active = other;
    other = full;
    List<String> none = neededByOther;
    neededByOther = needed;
    needed = none;
  }

  private synchronized void mark(State state) {
    if (!closed) {
      try {
        active.mark(state);
      } catch (IOException e) { // then the records are looked for in the file after a crash
        LOG.debug("{}: what became of a batch cannot be noted", folder, e);
      }
    }
  }

  /** Ends the journal: a batch that its channel still has under way is not begun any more. */
  synchronized void close() {
    closed = true;
    active.close();
    other.close();
  }
}
