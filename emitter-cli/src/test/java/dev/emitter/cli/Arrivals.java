package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What has arrived of the events of several processes, whose ids are {@code LIFE-NUMBER}.
 *
 * @param acknowledged how many events were acknowledged, all of which have arrived
 * @param repeated how many arrived once more
 */
record Arrivals(long acknowledged, long repeated) {

  /** How many events each process is given: enough to be at work for as long as it may live. */
  static final int A_LIFE = 20_000;

  /** The file {@code some.log} gets every so manieth event. */
  static final int SOME = 3;

  private static final String ID = "\"id\":\"";

  static Arrivals check(Shell shell) throws IOException {
    List<Long> acknowledged = new ArrayList<>();
    for (String id : shell.lines("acks.txt")) {
      acknowledged.add(place(id));
    }
    assertThat(new HashSet<>(acknowledged)).as("acknowledged twice").hasSameSizeAs(acknowledged);
    long repeated =
        check(shell, "all.log", acknowledged, n -> true)
            + check(shell, "slow.log", acknowledged, n -> true)
            + check(shell, "some.log", acknowledged, n -> n % SOME == 0);
    return new Arrivals(acknowledged.size(), repeated);
  }

  /** Also what was published but not acknowledged is in order. */
  private static long check(
      Shell shell, String file, List<Long> acknowledged, LongPredicate selected)
      throws IOException {
    Set<Long> seen = new HashSet<>();
    List<Long> arrived = new ArrayList<>();
    long repeated = 0;
    try (var lines = shell.reader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long place = placeOfEvent(file, line);
        if (seen.add(place)) {
          arrived.add(place);
        } else {
          repeated++;
        }
      }
    }
    List<Long> lost =
        acknowledged.stream()
            .filter(place -> selected.test(place % A_LIFE) && !seen.contains(place))
            .toList();
    assertThat(lost).as("%s: %d lost", file, lost.size()).isEmpty();
    assertThat(arrived).as("%s: in order", file).isSorted();
    assertThat(arrived).as(file).allMatch(place -> selected.test(place % A_LIFE));
    return repeated;
  }

  static long placeOfEvent(String file, String line) {
    int id = line.indexOf(ID) + ID.length();
    assertThat(line).as("%s has a line that is no event", file).contains(ID).endsWith("}");
    return place(line.substring(id, line.indexOf('"', id)));
  }

  private static long place(String id) {
    int end = id.indexOf('-');
    return Long.parseLong(id, 0, end, 10) * A_LIFE + Long.parseLong(id, end + 1, id.length(), 10);
  }
}
