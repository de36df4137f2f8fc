package dev.emitter.audit;

/** How a download is written. */
public enum AuditFormat {
  /** One event a line, in the CloudEvents JSON format. */
  NDJSON("application/x-ndjson"),
  /** An array of events: the CloudEvents JSON batch format. */
  JSON("application/cloudevents-batch+json"),
  /**
   * A table with a header for spreadsheets, as RFC 4180 has it: attributes, and the data as JSON.
   * What a spreadsheet would take for a formula begins with an apostrophe.
   */
  CSV("text/csv; charset=utf-8; header=present");

  private final String contentType;

  AuditFormat(String contentType) {
    this.contentType = contentType;
  }

  /** Returns the content type for HTTP. */
  public String contentType() {
    return contentType;
  }

  EventWriter writer(boolean prettyPrint) {
    return switch (this) {
      case NDJSON -> new LinesWriter();
      case JSON -> new ArrayWriter(prettyPrint);
      case CSV -> new CsvWriter();
    };
  }
}
