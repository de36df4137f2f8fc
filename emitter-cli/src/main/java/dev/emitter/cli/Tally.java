package dev.emitter.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what a filter said, and why it could not tell. Not thread-safe. */
final class Tally {

  /** How many reasons are told. */
  static final int MOST_TOLD = 10;

  /** How many reasons are told apart; there are hardly ever more than a few. */
  private static final int MOST_KEPT = 1000;

  private final Map<Answer, Long> answers = new EnumMap<>(Answer.class);
  private final Map<Judgement, Long> reasons = new LinkedHashMap<>();

  void add(Judgement judgement) {
    answers.merge(judgement.answer(), 1L, Long::sum);
    boolean kept = reasons.size() < MOST_KEPT || reasons.containsKey(judgement);
    if (!judgement.reason().isEmpty() && kept) {
      reasons.merge(judgement, 1L, Long::sum);
    }
  }

  /** Returns the lines that say it all, the most frequent reasons first. */
  List<String> lines(long badLines) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
                Locale.ROOT,
                "%,d true, %,d false, %,d null, %,d failed, ",
                count(Answer.TRUE),
                count(Answer.FALSE),
                count(Answer.NULL),
                count(Answer.FAILED))
            + Texts.count(badLines, "bad line"));
    reasons.entrySet().stream()
        .sorted(Map.Entry.<Judgement, Long>comparingByValue().reversed())
        .limit(MOST_TOLD)
        .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
    if (reasons.size() > MOST_TOLD) {
      lines.add("and other reasons");
    }
    return lines;
  }

  private long count(Answer answer) {
    return answers.getOrDefault(answer, 0L);
  }

  private static String line(Judgement judgement, long count) {
    String answer = judgement.answer().name().toLowerCase(Locale.ROOT);
    return Texts.oneLine(
        String.format(Locale.ROOT, "%,d %s: %s", count, answer, judgement.reason()));
  }
}
