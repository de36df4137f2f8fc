package dev.emitter.examples.customchannel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.emitter.channel.Audience;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ChannelProvider;
import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Parameter;
import dev.emitter.channel.ParameterType;
import dev.emitter.event.Presentation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes channels of type {@code Tcp}: each event is sent as a line of JSON to a port of this
 * machine, and the receiver answers {@code ok}, or why not. For system emitters only. Thread-safe.
 */
public final class TcpChannelProvider implements ChannelProvider {

  @Override
  public String type() {
    return "Tcp";
  }

  @Override
  public String description() {
    return "Sends events over TCP, one JSON document a line.";
  }

  @Override
  public Audience audience() {
    return Audience.SYSTEM_ONLY; // users must not reach the ports of this machine
  }

  @Override
  public List<Parameter> parameters() {
    String meaning = "The port on which the receiver listens on this machine.";
    return List.of(
        Parameter.of("port", ParameterType.INTEGER, meaning).between(1, 65535).asRequired());
  }

  @Override
  public Channel open(ChannelContext context) {
    return new TcpChannel((int) context.parameters().integer("port", 0));
  }

  private record TcpChannel(int port) implements Channel {

    @Override
    public ChannelTraits traits() {
      return ChannelTraits.blocking(16);
    }

    @Override
    public CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch) {
      List<DeliveryResult> results = new ArrayList<>();
      DeliveryResult last = DeliveryResult.delivered();
      for (Delivery delivery : batch) {
        if (last instanceof DeliveryResult.Delivered) { // else the rest waits, to keep the order
          last = send(delivery);
        }
        results.add(last);
      }
      return CompletableFuture.completedFuture(results);
    }

    private DeliveryResult send(Delivery delivery) {
      try (Socket socket = new Socket("localhost", port)) {
        socket.setSoTimeout(5_000);
        delivery.event().structured(Presentation.PLAIN).writeTo(socket.getOutputStream());
        socket.getOutputStream().write('\n');
        Reader in = new InputStreamReader(socket.getInputStream(), UTF_8);
        String answer = new BufferedReader(in).readLine();
        return "ok".equals(answer)
            ? DeliveryResult.delivered()
            : DeliveryResult.retry("port " + port + " answered " + answer);
      } catch (IOException e) {
        return DeliveryResult.retry("port " + port + ": " + e.getMessage());
      }
    }

    @Override
    public void close(Duration grace) {}
  }
}
