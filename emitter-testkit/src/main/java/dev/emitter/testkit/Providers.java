package dev.emitter.testkit;

import dev.emitter.channel.ChannelProvider;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The channel types on the class path. */
final class Providers {

  private Providers() {}

  /** Returns the type of this name, ignoring case, or null. */
  static @Nullable ChannelProvider find(String type) {
    return ServiceLoader.load(ChannelProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.type().equalsIgnoreCase(type))
        .findFirst()
        .orElse(null);
  }
}
