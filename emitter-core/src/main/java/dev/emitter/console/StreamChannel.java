package dev.emitter.console;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.Presentation;
import dev.emitter.problem.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Prints events on a stream of the process: UTF-8 whatever the platform's encoding, one write and
 * one flush a batch. Characters that a terminal would obey, or not show, are written as JSON
 * escapes.
 */
final class StreamChannel implements Channel {

  private static final ChannelTraits TRAITS = ChannelTraits.blocking(64);

  private final StandardStream name;
  private final Supplier<PrintStream> stream;
  private final Presentation presentation;

  StreamChannel(StandardStream name, Supplier<PrintStream> stream, Presentation presentation) {
    this.name = name;
    this.stream = stream;
    this.presentation = presentation;
  }

  @Override
  public ChannelTraits traits() {
    return TRAITS;
  }

  @Override
  public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
    byte[] bytes = encode(batch);
    DeliveryResult result =
        print(bytes) ? DeliveryResult.delivered() : DeliveryResult.retry(brokenReason());
    return CompletableFuture.completedFuture(Collections.nCopies(batch.size(), result));
  }

  private byte[] encode(List<Delivery> batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (Delivery delivery : batch) {
        delivery.event().structured(presentation).writeTo(bytes);
        bytes.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String json = bytes.toString(StandardCharsets.UTF_8);
    return Printable.json(json).getBytes(StandardCharsets.UTF_8);
  }

  private boolean print(byte[] bytes) {
    synchronized (name) { // one for each stream, whichever emitters print on it
      PrintStream target = stream.get();
      // A PrintStream that failed once says so for ever: printing more could only repeat events.
      if (target.checkError()) {
        return false;
      }
      target.write(bytes, 0, bytes.length);
      return !target.checkError();
    }
  }

  private String brokenReason() {
    return name.words()
        + " cannot be written: it is closed, its reader is gone (broken pipe) or its disk is full;"
        + " restart the process with a working one";
  }

  @Override
  public void close(Duration grace) {
    // Each batch was flushed, and the stream belongs to the process.
  }
}
