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
    return "[" + OneLine.of(application, NAME) + "] Emitter " + name() + " is disabled";
  }

  /** Returns the text, its lines separated by line feeds. */
  String body() {
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
