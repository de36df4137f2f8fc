package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections over TLS, and identities, with a real broker. */
@Tag("C6")
@Tag("D5")
final class SecurityTest {

  private static final CloudEvent EVENT = Bench.withData("1", "{}");
  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private final Kafka kafka = Kafka.get();
  private final KafkaChannelProvider provider = new KafkaChannelProvider();
  private final String topic = kafka.topic();

  private ObjectNode parameters(String brokers) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("brokers", brokers).put("topic", topic).put("timeout", "30s");
    all.putObject("tls").put("ca", kafka.certificates().authority());
    return all;
  }

  private static ObjectNode tls(ObjectNode parameters) {
    return (ObjectNode) Objects.requireNonNull(parameters.get("tls"));
  }

  private Bench open(ObjectNode parameters, @Nullable Identity identity) {
    EmitterDefinition.Builder definition =
        EmitterDefinition.builder("orders", "Kafka").parameters(parameters);
    if (identity != null) {
      definition.identityRef("id");
    }
    return Bench.open(provider, definition.build(), identity);
  }

  private static Identity basic(String user, String password) {
    return new Identity.Basic(user, Secret.of(password));
  }

  private void allow(String user) throws Exception {
    ResourcePattern here = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    AclBinding write =
        new AclBinding(
            here,
            new AccessControlEntry(
                "User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    kafka.admin().createAcls(List.of(write)).all().get(60, TimeUnit.SECONDS);
  }

  private static String reason(DeliveryResult result) {
    assertThat(result).isInstanceOf(Retry.class);
    return ((Retry) result).reason();
  }

  @Test
  void logsInWithTheUserAndPasswordOfAnIdentity() throws Exception {
    allow(TestBroker.USER);
    try (Bench bench =
        open(parameters(kafka.broker().secure()), basic(TestBroker.USER, TestBroker.PASSWORD))) {
      assertThat(bench.check()).isNull();
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
    assertThat(kafka.records(topic)).hasSize(1);
  }

  @Test
  void saysThatAPasswordIsWrongWithoutTellingIt() {
    try (Bench bench =
        open(parameters(kafka.broker().secure()), basic(TestBroker.USER, "not-the-password"))) {
      Retry retry = (Retry) bench.deliver(EVENT);
      assertThat(retry.reason()).contains("the login was refused").doesNotContain("not-the");
      assertThat(retry.after()).isNotNull();
      assertThat(bench.check()).contains("the login was refused").doesNotContain("not-the");
    }
  }

  /** A secret is read anew for each login, so that the right one takes effect. */
  @Test
  void logsInOnceThePasswordIsRight() {
    Queue<String> passwords = new ConcurrentLinkedQueue<>(List.of("wrong"));
    Secret rotated =
        Secret.from(() -> Objects.requireNonNullElse(passwords.poll(), TestBroker.PASSWORD));
    Identity identity = new Identity.Basic(TestBroker.ADMIN, rotated);
    try (Bench bench = open(parameters(kafka.broker().secure()), identity)) {
      assertThat(reason(bench.deliver(EVENT))).contains("the login was refused");
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void saysThatAUserMayNotWrite() {
    try (Bench bench =
        open(parameters(kafka.broker().secure()), basic(TestBroker.READER, TestBroker.PASSWORD))) {
      assertThat(bench.check()).contains("do not let this emitter write").contains(topic);
      assertThat(reason(bench.deliver(EVENT))).contains("grant its user");
    }
  }

  @Test
  void logsInWithScram() throws Exception {
    allow(TestBroker.USER);
    ObjectNode parameters = parameters(kafka.broker().secure()).put("sasl", "SCRAM-SHA-512");
    try (Bench bench = open(parameters, basic(TestBroker.USER, "scram-password"))) {
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void saysThatTheBrokersDoNotKnowAMechanism() {
    ObjectNode parameters = parameters(kafka.broker().secure()).put("sasl", "SCRAM-SHA-256");
    try (Bench bench = open(parameters, basic(TestBroker.USER, "scram-password"))) {
      DeliveryResult result = bench.deliver(EVENT);
      assertThat(result).isInstanceOf(DeliveryResult.Disable.class);
      assertThat(((DeliveryResult.Disable) result).reason()).contains("set \"sasl\"");
    }
  }

  @Test
  void logsInWithATokenOfAnOAuthServer() throws Exception {
    allow("robot");
    HttpServer server = tokens("robot");
    URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort() + "/token");
    System.setProperty(ALLOWED_URLS, endpoint.toString());
    Identity identity =
        new Identity.OAuth2(endpoint, "shop", Secret.of("client secret"), List.of("write"));
    try (Bench bench = open(parameters(kafka.broker().secure()), identity)) {
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    } finally {
      System.clearProperty(ALLOWED_URLS);
      server.stop(0);
    }
  }

  /** Gives tokens whose signature nobody can verify, which the broker of these tests takes. */
  private static HttpServer tokens(String user) throws IOException {
    long now = System.currentTimeMillis() / 1000;
    String claims =
        "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d,\"scope\":\"write\"}"
            .formatted(user, now, now + 3600);
    String token =
        base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64("no signature");
    byte[] answer =
        ("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void showsItsOwnCertificate() throws Exception {
    allow("CN=client");
    ObjectNode parameters = parameters(kafka.broker().tls());
    TestCertificates.Pair own = kafka.certificates().client();
    tls(parameters).put("certificate", own.certificate()).put("key", own.key());
    try (Bench bench = open(parameters, null)) {
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void saysThatACertificateHasExpired() {
    ObjectNode parameters = parameters(kafka.broker().tls());
    TestCertificates.Pair own = kafka.certificates().expired();
    tls(parameters).put("certificate", own.certificate()).put("key", own.key());
    try (Bench bench = open(parameters, null)) {
      assertThat(reason(bench.deliver(EVENT))).contains("tls.certificate has expired on 20");
    }
  }

  @Test
  void saysThatNobodyVouchesForTheBroker() {
    ObjectNode parameters = parameters(kafka.broker().secure());
    parameters.putObject("tls");
    try (Bench bench = open(parameters, basic(TestBroker.ADMIN, TestBroker.PASSWORD))) {
      assertThat(reason(bench.deliver(EVENT))).contains("tls.ca");
      assertThat(bench.check()).contains("tls.ca");
    }
  }

  @Test
  void neverLogsASecret() {
    TestCertificates.Pair own = kafka.certificates().client();
    ObjectNode parameters = parameters(kafka.broker().secure());
    tls(parameters).put("certificate", own.certificate()).put("key", own.key());
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("org.apache.kafka");
    Handler handler = collecting(lines);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.ALL);
    try (Bench bench = open(parameters, basic(TestBroker.ADMIN, TestBroker.PASSWORD))) {
      assertThat(bench.deliver(EVENT)).isInstanceOf(Delivered.class);
    } finally {
      logger.setLevel(Level.OFF);
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
    assertThat(lines)
        .noneMatch(line -> line.contains("s3cret"))
        .noneMatch(line -> line.contains(own.key().lines().skip(1).findFirst().orElseThrow()));
  }

  private static Handler collecting(Queue<String> lines) {
    SimpleFormatter formatter = new SimpleFormatter();
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        lines.add(formatter.format(record));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
