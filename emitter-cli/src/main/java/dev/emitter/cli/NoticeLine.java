package dev.emitter.cli;

import dev.emitter.delivery.Notice;

/** What a run prints in place of a mail. */
final class NoticeLine {

  private NoticeLine() {}

  static String of(Notice notice) {
    String to = notice.to().isEmpty() ? "" : " to " + String.join(", ", notice.to());
    return Texts.oneLine(
        "notice"
            + to
            + ": emitter "
            + notice.emitterId()
            + " "
            + said(notice.what())
            + ": "
            + notice.reason());
  }

  private static String said(Notice.What what) {
    return switch (what) {
      case DISABLED -> "is disabled";
      case UNSTABLE -> "is unstable";
      case RECOVERED -> "has recovered";
      case LIMITED -> "is limited";
    };
  }
}
