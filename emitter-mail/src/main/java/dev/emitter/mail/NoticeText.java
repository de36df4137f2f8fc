package dev.emitter.mail;

import dev.emitter.delivery.Notice;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of a mail: what a person must know to act, in plain text. */
final class NoticeText {

  private static final int NAME = 200;
  private static final int REASON = 2_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Notice notice;

  NoticeText(Notice notice) {
    this.notice = notice;
  }

  /** Returns the subject, one line. */
  String subject(String application) {
    return "[" + OneLine.of(application, NAME) + "] Emitter " + name() + " " + said();
  }

  private String said() {
    return switch (notice.what()) {
      case DISABLED -> "is disabled";
      case UNSTABLE -> "is unstable";
      case RECOVERED -> "has recovered";
      case LIMITED -> "is limited";
    };
  }

  /** Returns the text, its lines separated by line feeds. */
  String body() {
    return switch (notice.what()) {
      case DISABLED -> disabled();
      case UNSTABLE -> unstable();
      case RECOVERED -> recovered();
      case LIMITED -> limited();
    };
  }

  private String limited() {
    return """
    Emitter "%s" (%s) is limited: its owner takes as much as one may.
    Emitters of others are not concerned. You are told once an hour while it is so.

    At:      %s
    What:    %s

    What to do: remove what the owner does not need, make filters cheaper or receivers faster, or ask
    an operator to raise the limit.
    """
        .formatted(name(), kind(), TIME.format(notice.at()), OneLine.of(notice.reason(), REASON));
  }

  private String unstable() {
    return """
    Emitter "%s" (%s) is unstable: a delivery has failed.
    It tries again by itself. You are told once, until it has recovered or is disabled.

    Since:   %s
    Why:     %s
    %sWaiting: about %d events; they are kept in their order

    What to do: see that the receiver works. Many failures disable the emitter.
    """
        .formatted(
            name(),
            kind(),
            TIME.format(notice.at()),
            OneLine.of(notice.reason(), REASON),
            failedEvent(),
            notice.waiting());
  }

  private String recovered() {
    return """
    Emitter "%s" (%s) has recovered: %s.

    Since:   %s
    Waiting: about %d events

    There is nothing to do.
    """
        .formatted(
            name(),
            kind(),
            OneLine.of(notice.reason(), REASON),
            TIME.format(notice.at()),
            notice.waiting());
  }

  private String disabled() {
    return """
    Emitter "%s" (%s) is disabled.
    It delivers nothing until a person enables it.

    Since:   %s
    Why:     %s
    %sWaiting: about %d events; they are kept in their order

    What to do:
    1. Look at the reason above, and see that the receiver works again.
    2. If the definition of the emitter is wrong, change it: that enables the emitter too.
    3. Otherwise enable emitter "%s". It delivers one event first, and if that succeeds the
       others that wait, in order.
    Do not wait too long: the log keeps events only for its set time and size.
    """
        .formatted(
            name(),
            kind(),
            TIME.format(notice.at()),
            OneLine.of(notice.reason(), REASON),
            failedEvent(),
            notice.waiting(),
            name());
  }

  private String name() {
    return OneLine.of(notice.emitterId(), NAME);
  }

  private String kind() {
    String owner = notice.owner();
    String whose = owner == null ? "a system emitter" : "owner " + OneLine.of(owner, NAME);
    return "channel " + OneLine.of(notice.type(), NAME) + ", " + whose;
  }

  private String failedEvent() {
    Notice.FailedEvent event = notice.event();
    if (event == null) {
      return "";
    }
    String topic =
        event.topic().segments().stream()
            .map(segment -> OneLine.of(segment, NAME))
            .collect(Collectors.joining(" / "));
    return """
    Event:   %s, of type %s
    Topic:   %s
    """
        .formatted(
            OneLine.of(event.id(), NAME),
            OneLine.of(event.type(), NAME),
            OneLine.of(topic, REASON));
  }
}
