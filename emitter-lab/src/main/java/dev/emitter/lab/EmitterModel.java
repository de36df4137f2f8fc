package dev.emitter.lab;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.lab.LibraryInputs.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one emitter has promised, over all versions of its definition. Not thread-safe. */
final class EmitterModel {

  private final List<EmitterDefinition> versions = new ArrayList<>();
  private final Set<Integer> excused = new HashSet<>();
  private final Set<Integer> setAside = new HashSet<>();
  private final Set<Integer> repeatable = new HashSet<>();
  private boolean away;
  private boolean everAway;
  private boolean missing;

  EmitterModel(EmitterDefinition definition) {
    versions.add(definition);
  }

  String id() {
    return definition().id();
  }

  /** Returns the definition of now. */
  EmitterDefinition definition() {
    return versions.get(versions.size() - 1);
  }

  void change(EmitterDefinition next) {
    versions.add(next);
  }

  /** Returns whether it is removed. */
  boolean isAway() {
    return away;
  }

  void away(boolean removed) {
    away = removed;
    everAway = true;
  }

  /** Notes that a process could not put it to work: a log keeps little for such. */
  void missing() {
    missing = true;
  }

  boolean wasMissing() {
    return missing;
  }

  /** Notes that an event need not arrive, or not in its place. */
  void excuse(int number) {
    excused.add(number);
  }

  boolean isExcused(int number) {
    return excused.contains(number);
  }

  /** Notes that an event was set aside, so that it may arrive out of its place. */
  void setAside(int number) {
    setAside.add(number);
  }

  boolean wasSetAside(int number) {
    return setAside.contains(number);
  }

  /** Notes that an event may come again. */
  void allowRepetition(int number) {
    repeatable.add(number);
  }

  boolean mayRepeat(int number) {
    return repeatable.contains(number);
  }

  /** Returns whether it may be expected to deliver the event, as its definition is now. */
  boolean selects(Published event) {
    return selects(definition(), event);
  }

  /** Returns whether any version of its definition selects an event. */
  boolean mayGet(Published event) {
    return versions.stream().anyMatch(one -> selects(one, event));
  }

  static boolean selects(EmitterDefinition definition, Published event) {
    return definition.subscription().selects(event.topic())
        && (definition.messages().isEmpty() || definition.messages().contains(event.type()));
  }

  /** Returns whether its order was always one of these. */
  boolean isAlways(Set<Ordering> orders) {
    return versions.stream().allMatch(one -> orders.contains(one.delivery().ordering()));
  }

  /** Returns whether it was never changed or removed. */
  boolean isSteady() {
    return versions.size() == 1 && !everAway;
  }

  /** Returns whether it ever gave events up after some attempts. */
  boolean givesUp() {
    return versions.stream().anyMatch(one -> one.delivery().maxAttempts() > 0);
  }

  /** Returns whether it was never changed or removed, belongs to nobody and gives no event up. */
  boolean isPlain() {
    return isSteady() && definition().owner() == null && !givesUp();
  }
}
