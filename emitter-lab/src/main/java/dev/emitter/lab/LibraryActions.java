package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.lab.LibraryInputs.Published;
import dev.emitter.log.EventLogException;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All that happens in a round: what people do, what time does, and what goes wrong. */
final class LibraryActions {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SplittableRandom random;
  private final SimulatedMachine machine;
  private final Receivers receivers;
  private final LibraryModel model;
  private final UserRights rights;
  private final LibraryInputs inputs;
  private final UserDefinitions users;
  private final SkipActions skips;
  private final SetAsideEvents setAside;
  private final Set<String> atWork = new HashSet<>();
  private @Nullable Emitters emitters;

  LibraryActions(
      SplittableRandom random,
      SimulatedMachine machine,
      Receivers receivers,
      LibraryModel model,
      UserRights rights,
      LibraryInputs inputs,
      UserDefinitions users) {
    this.users = users;
    this.random = random;
    this.machine = machine;
    this.receivers = receivers;
    this.model = model;
    this.rights = rights;
    this.inputs = inputs;
    this.skips = new SkipActions(random, machine, model);
    this.setAside = new SetAsideEvents(random, machine, model);
  }

  /** Another process has started. */
  void in(Emitters started) {
    emitters = started;
    atWork.clear();
  }

  private Emitters emitters() {
    return Objects.requireNonNull(emitters);
  }

  /** Lets one thing happen. */
  void step() {
    switch (random.nextInt(27)) {
      case 0 -> receivers.behave(Receivers.Mood.GOOD);
      case 1, 2 -> receivers.behave(mood());
      case 3 -> disturb();
      case 4, 5 -> machine.clock().advance(Duration.ofMillis(random.nextInt(500)));
      case 6 -> machine.clock().advance(Duration.ofHours(random.nextInt(30)));
      case 7, 8 -> storeCursors();
      case 9 -> hurry();
      case 10 -> change();
      case 11 -> leaveOrReturn();
      case 12 -> changeRight();
      case 13, 14 -> resubmit();
      case 15 -> disturbDisk();
      case 24 -> skip();
      case 25 -> disturbDirectory();
      case 26 -> users.step(emitters());
      case 16, 17, 18, 19 -> publish(2 + random.nextInt(10));
      default -> publish(1);
    }
  }

  private Receivers.Mood mood() {
    return new Receivers.Mood(
        random.nextDouble() / 2,
        random.nextInt(3) == 0 ? 0.1 : 0,
        random.nextInt(3) == 0 ? 0.2 : 0,
        random.nextInt(3) == 0 ? 0.3 : 0);
  }

  /** Lets much happen at once: nothing waits for what came before it. */
  private void hurry() {
    machine.note("hurry");
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(6)) {
        case 0 -> disturb();
        case 1 -> commit();
        case 2 -> change();
        default -> publish(1 + random.nextInt(3));
      }
    }
  }

  private @Nullable EmitterModel any() {
    List<EmitterModel> all =
        model.emitters().stream().filter(one -> atWork.contains(one.id())).toList();
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private void disturb() {
    EmitterModel one = any();
    if (one == null) {
      return;
    }
    if (random.nextBoolean()) {
      machine.note("disable " + one.id());
      emitters().disable(one.id(), "in the laboratory");
    } else {
      machine.note("enable " + one.id());
      emitters().enable(one.id());
    }
  }

  private void skip() {
    EmitterModel one = any();
    if (one != null) {
      skips.skip(emitters(), one);
    }
  }

  // Definitions.

  /** Puts a definition to work, unless the disk fails. */
  void register(EmitterModel emitter, EmitterDefinition definition) {
    if (putToWork(definition)) {
      atWork.add(emitter.id());
    }
  }

  /** Puts a definition to work; returns false if the disk has failed. */
  boolean putToWork(EmitterDefinition definition) {
    try {
      emitters().register(definition);
      return true;
    } catch (EventLogException e) {
      machine.requireBadDisk(e);
      return false;
    }
  }

  boolean isAtWork(EmitterModel emitter) {
    return atWork.contains(emitter.id());
  }

  private void change() {
    EmitterModel one = any();
    if (one != null) {
      machine.note("change " + one.id());
      EmitterDefinition next = inputs.changed(one.definition());
      model.changing(one, next);
      register(one, next);
    }
  }

  private void leaveOrReturn() {
    List<EmitterModel> free =
        model.emitters().stream().filter(one -> !isComeAfter(one.id())).toList();
    if (free.isEmpty()) {
      return;
    }
    EmitterModel one = free.get(random.nextInt(free.size()));
    if (one.isAway()) {
      comeBack(one);
    } else if (atWork.remove(one.id())) {
      machine.note("remove " + one.id());
      model.away(one, true);
      emitters().remove(one.id());
    }
  }

  private void comeBack(EmitterModel one) {
    machine.note("return " + one.id());
    register(one, one.definition());
    model.away(one, !atWork.contains(one.id()));
  }

  private boolean isComeAfter(String id) {
    return model.emitters().stream()
        .anyMatch(one -> one.definition().delivery().after().contains(id));
  }

  private void changeRight() {
    String user = UserRights.USERS.get(random.nextInt(UserRights.USERS.size()));
    Topic topic = inputs.topic();
    machine.note("right of " + user + " to " + topic.first());
    model.changingRight(user, topic);
    users.changingRight(user, topic);
    rights.change(user, topic);
  }

  private void disturbDirectory() {
    boolean answers = random.nextInt(3) > 0;
    machine.note(answers ? "users are known" : "users are unknown");
    rights.answering(answers);
  }

  private void resubmit() {
    EmitterModel one = any();
    if (one != null) {
      setAside.resubmit(emitters(), one);
    }
  }

  /** Sends again what is set aside: all of it must arrive now. */
  void resubmitAll() {
    setAside.resubmitAll(emitters());
  }

  /** Lets all emitters be there and deliver. */
  void mendAll() {
    for (EmitterModel one : model.emitters()) {
      if (one.isAway()) {
        comeBack(one);
      }
      emitters().enable(one.id());
    }
  }

  // The disk.

  private void disturbDisk() {
    if (random.nextBoolean()) {
      machine.disk().faults().clear();
      machine.note("the disk is well");
    } else {
      machine.note("disk: " + machine.disk().faults().choose(random, 100_000));
    }
    model.unreadable(machine.disk().faults().reads() > 0);
  }

  /** Lets everything come to rest and cursors be stored: nothing of it may be repeated later. */
  private void storeCursors() {
    machine.clock().advance(Duration.ofSeconds(1));
    if (!emitters().awaitQuiet(PATIENCE, receivers::slow)) {
      if (receivers.anySlow()) {
        return; // what waits behind a call that blocks is not at rest
      }
      throw new Violation("the emitters do not come to rest: " + emitters().status());
    }
    Map<String, Map<Integer, Integer>> delivered = model.delivered();
    if (commit() && !machine.disk().isCut() && !machine.disk().faults().any()) {
      model.settled().stored(delivered);
    }
  }

  /** Removes an emitter that is not there: returns once all that has changed is stored. */
  private boolean commit() {
    machine.note("store");
    try {
      emitters().remove("nobody");
      return true;
    } catch (EventLogException e) {
      machine.requireBadDisk(e);
      return false;
    }
  }

  // Publishing.

  void publish(int count) {
    Map<Published, CompletableFuture<Receipt>> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Published event = inputs.next();
      model.publishing(event);
      try {
        asked.put(
            event,
            emitters().publishAsync(event.topic(), inputs.event(event)).toCompletableFuture());
      } catch (EventLogException e) {
        machine.requireBadDisk(e);
      }
    }
    asked.forEach(this::settle);
  }

  private void settle(Published event, CompletableFuture<Receipt> asked) {
    Receipt receipt = machine.await(asked, event, PATIENCE);
    if (receipt == null) {
      machine.note("!" + event.number());
    } else {
      machine.note(event.number() + "@" + receipt.position());
      users.acknowledged(event);
      model.acknowledged(event, Objects.requireNonNull(receipt.position()));
    }
  }
}
