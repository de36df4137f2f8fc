package dev.emitter.benchmarks.feel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders of which each filter matches about half. Now and then a field is missing. */
final class SampleEvents {

  static final int COUNT = 64;

  private static final int FIELDS_PER_MISSING = 16;
  private static final List<String> STATES = List.of("Started", "Failed", "Stopped", "Waiting");

  private final Random random = new Random(20_260_101);

  private SampleEvents() {}

  /** Returns the data of the same events every time, as the library parses it. */
  static List<byte[]> encoded() {
    SampleEvents events = new SampleEvents();
    List<byte[]> all = new ArrayList<>(COUNT);
    try {
      for (int i = 0; i < COUNT; i++) {
        all.add(Json.MAPPER.writeValueAsBytes(events.next(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static List<JsonNode> trees() {
    List<JsonNode> trees = new ArrayList<>(COUNT);
    try {
      for (byte[] data : encoded()) {
        trees.add(Json.MAPPER.readTree(data));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trees;
  }

  private ObjectNode next(int i) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event.put("order", 4711 + i);
    event.set("customer", customer());
    event.put("status", STATES.get(random.nextInt(STATES.size())));
    event.put("priority", chance(0.5) ? "high" : "low");
    event.put("amount", chance(0.7) ? money(1000, 5000) : money(0, 1000));
    event.put("name", chance(0.5) ? word(6) + "abc" + word(4) : word(13));
    event.put(
        "at", (chance(0.5) ? "2025-03-0" : "2023-11-0") + digit() + "T12:30:0" + digit() + "Z");
    event.set("tags", tags());
    event.set("lines", lines());
    List.copyOf(event.properties().stream().map(Map.Entry::getKey).toList())
        .forEach(name -> removeSometimes(event, name));
    return event;
  }

  private void removeSometimes(ObjectNode event, String name) {
    if (random.nextInt(FIELDS_PER_MISSING) == 0) {
      event.remove(name);
    }
  }

  private ObjectNode customer() {
    ObjectNode customer = Json.MAPPER.createObjectNode();
    customer.put("name", word(8));
    customer.put("tier", chance(0.75) ? "gold" : "basic");
    return customer;
  }

  private ArrayNode tags() {
    ArrayNode tags = Json.MAPPER.createArrayNode();
    int size = 1 + random.nextInt(5);
    int vip = chance(0.5) ? random.nextInt(size) : -1;
    for (int i = 0; i < size; i++) {
      tags.add(i == vip ? "vip" : word(5));
    }
    return tags;
  }

  private ArrayNode lines() {
    ArrayNode lines = Json.MAPPER.createArrayNode();
    int size = 3 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      ObjectNode line = lines.addObject();
      line.put("article", word(7));
      line.put("qty", chance(0.15) ? 11 + random.nextInt(20) : 1 + random.nextInt(10));
      line.put("price", chance(0.6) ? money(101, 900) : money(1, 100));
    }
    return lines;
  }

  /** Returns a whole amount or one with cents. */
  private BigDecimal money(int from, int to) {
    int whole = from + random.nextInt(to - from);
    return chance(0.5)
        ? BigDecimal.valueOf(whole)
        : BigDecimal.valueOf(whole * 100L + 1 + random.nextInt(99), 2);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private int digit() {
    return 1 + random.nextInt(9);
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append((char) ('d' + random.nextInt(20)));
    }
    return word.toString();
  }
}
