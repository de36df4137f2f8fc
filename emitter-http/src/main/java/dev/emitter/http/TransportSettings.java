package dev.emitter.http;

import dev.emitter.net.AddressGuard;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests travel; emitters with equal settings share their connections, however much they keep
 * of answers. A guard and a key are equal only to themselves. Immutable.
 *
 * @param tls how connections are secured
 * @param guard which addresses may be reached
 * @param proxy the proxy to go through, {@code http://host:port}; null for none
 * @param connectWithin how long connecting may take, looking up and TLS included
 * @param answerBytes how many bytes of an answer's body are kept
 */
public record TransportSettings(
    TlsSettings tls,
    AddressGuard guard,
    @Nullable URI proxy,
    Duration connectWithin,
    int answerBytes) {}
