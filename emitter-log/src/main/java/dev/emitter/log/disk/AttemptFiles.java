package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the delivery log, numbered from the oldest. */
final class AttemptFiles {

  private static final Pattern NAME = Pattern.compile("attempts-([0-9]{10})\\.txt");
  private static final int MOST_HEADER = 1_024;

  private AttemptFiles() {}

  static String name(long number) {
    return String.format(Locale.ROOT, "attempts-%010d.txt", number);
  }

  /** Returns the numbers of the files there are. */
  static NavigableSet<Long> numbers(Storage storage) throws IOException {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (String name : storage.list()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        numbers.add(Long.parseLong(matcher.group(1)));
      }
    }
    return numbers;
  }

  /** Returns what the first line of a file says, or null if that is damaged. */
  static AttemptLineParser.@Nullable Header header(StorageFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_HEADER);
    int size = file.read(bytes, 0);
    int end = 0;
    while (end < size && bytes.get(end) != '\n') {
      end++;
    }
    return AttemptLineParser.header(Arrays.copyOf(bytes.array(), end));
  }
}
