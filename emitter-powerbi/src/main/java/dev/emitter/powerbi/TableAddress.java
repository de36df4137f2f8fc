package dev.emitter.powerbi;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a table is ("Push Datasets" of the Power BI REST API). Immutable.
 *
 * @param endpoint the service
 * @param group the workspace, or null for My workspace
 * @param dataset the dataset's id
 * @param table the table's name
 */
record TableAddress(URI endpoint, @Nullable String group, String dataset, String table) {

  /** Returns where the datasets of the workspace are listed. */
  URI datasets() {
    String base = endpoint.toASCIIString();
    String end = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String workspace = group == null ? "" : "/groups/" + encoded(group);
    return URI.create(end + "/v1.0/myorg" + workspace + "/datasets");
  }

  /** Returns where the tables of the dataset are listed. */
  URI tables() {
    return URI.create(datasets() + "/" + encoded(dataset) + "/tables");
  }

  /** Returns where rows are added. */
  URI rows() {
    return URI.create(tables() + "/" + encoded(table) + "/rows");
  }

  /** Encodes all but what may stand in a path as it is; a space is %20 there, and not +. */
  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Returns the table and its dataset, for messages. */
  @Override
  public String toString() {
    return "table \"" + table + "\" of dataset " + dataset;
  }
}
