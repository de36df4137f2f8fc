package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.http.HttpTransports;
import dev.emitter.http.RawServer;
import dev.emitter.net.AddressGuard;
import dev.emitter.net.HostResolver;
import dev.emitter.problem.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The guard's whole table through the channel: each form as it is, and each address that must not
 * be reached as the answer of a name server, in a mixed one, in a later one, and each form as the
 * target of a redirect. Whatever the guard lets through leads to a sink on this machine, so that
 * one connection too many is seen, whichever address it was meant for.
 */
@Tag("C1")
@Tag("D5")
@Timeout(240)
final class GuardedAddressesTest {

  private static final String NAME = "good.example";
  private static final String WHY =
      "is refused: .+|must not be reached: it is in .+|must not be reached: it is not of the public"
          + " internet";

  private final Names names = new Names();
  private @Nullable RawServer opened;

  /** A name server that a test tells what to answer next, and that notes what it was asked. */
  private static final class Names implements HostResolver {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<List<InetAddress>> answers = List.of();

    void answer(List<List<InetAddress>> next) {
      asked.clear();
      answers = next;
    }

    @Override
    public List<InetAddress> resolve(String host) {
      asked.add(host);
      return answers.get(Math.min(asked.size(), answers.size()) - 1);
    }
  }

  @BeforeEach
  void start() throws IOException {
    opened = RawServer.start(RawServer.answering(200, "", "Connection: close"));
  }

  @AfterEach
  void close() throws IOException {
    sink().close();
  }

  private RawServer sink() {
    return Objects.requireNonNull(opened);
  }

  private static InetAddress open() throws UnknownHostException {
    return InetAddress.getByName("8.8.8.8");
  }

  /** Returns a provider whose connections all come here, those that the guard lets through. */
  private WebhookChannelProvider provider(AddressGuard guard) {
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpTransports diverted =
        new HttpTransports(
            vetting ->
                host -> {
                  vetting.resolve(host);
                  return List.of(here);
                });
    return WebhookChannelProvider.builder()
        .guardUsers(guard.resolver(names))
        .transports(diverted)
        .build();
  }

  private static Posting as(WebhookChannelProvider provider, String url) {
    return Posting.open(provider, inJson(url), "", null, "ann", Clock.systemUTC());
  }

  private static String inJson(String text) {
    StringBuilder json = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                json.append(
                    c == '\\' || c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
    return json.toString();
  }

  private String url(String host) {
    return "http://" + host + ":" + sink().port() + "/in";
  }

  /** Sends to an address twice, and looks that it is refused each time and says why. */
  private void refused(WebhookChannelProvider provider, HostRow row) throws Exception {
    try (Posting posting = as(provider, url(row.inUrl()))) {
      String fault =
          posting.channel().check().toCompletableFuture().get(60, TimeUnit.SECONDS).fault();
      assertThat(fault).as("%s", row).containsPattern(WHY);
      assertThat(reason(posting, row)).isEqualTo(fault);
    } catch (ConfigurationException e) {
      assertThat(e).as("%s", row).hasMessageContaining("$.parameters.url");
    }
  }

  private static String reason(Posting posting, HostRow row) throws Exception {
    DeliveryResult result = posting.deliver("1");
    assertThat(result).as("%s", row).isInstanceOf(Retry.class);
    return ((Retry) result).reason();
  }

  private static void delivered(Posting posting, HostRow row) throws Exception {
    assertThat(posting.deliver("1")).as("%s", row).isInstanceOf(Delivered.class);
  }

  @Test
  void judgesEachFormAsTheGuardDoes() throws Exception {
    WebhookChannelProvider provider = provider(AddressGuard.publicOnly());
    int reached = 0;
    try (Posting holder = as(provider, url(NAME))) {
      for (HostRow row : rows()) {
        names.answer(row.isLiteral() ? List.of(List.of(open())) : row.lookUps());
        if (row.isRefused()) {
          refused(provider, row);
        } else {
          reached++;
          try (Posting posting = as(provider, url(row.inUrl()))) {
            delivered(posting, row);
            if (row.isRebinding()) {
              assertThat(reason(posting, row)).containsPattern(WHY);
            }
          }
        }
        assertThat(sink().accepted()).as("%s", row).isEqualTo(reached);
        assertThat(names.asked.isEmpty()).as("%s", row).isEqualTo(row.isLiteral());
      }
      assertThat(reached).isGreaterThan(60);
      assertThat(holder.channel()).isNotNull();
    }
  }

  /** Each address in what a name server answers: alone, before or behind a good one, or later. */
  @Test
  void refusesEachAddressHoweverANameLeadsToIt() throws Exception {
    WebhookChannelProvider provider = provider(AddressGuard.publicOnly());
    try (Posting posting = as(provider, url(NAME))) {
      int reached = 0;
      for (HostRow row : forms()) {
        for (InetAddress address : row.address()) {
          for (List<InetAddress> answer :
              List.of(List.of(address), List.of(open(), address), List.of(address, open()))) {
            names.answer(List.of(answer));
            assertThat(reason(posting, row)).containsPattern(WHY);
          }
          names.answer(List.of(List.of(open()), List.of(address)));
          delivered(posting, row);
          assertThat(reason(posting, row)).containsPattern(WHY);
          assertThat(sink().accepted()).as("%s", row).isEqualTo(++reached);
        }
      }
      assertThat(reached).isGreaterThan(100);
    }
  }

  @Test
  void followsNoRedirectToAnyForm() throws Exception {
    WebhookChannelProvider provider = provider(AddressGuard.publicOnly());
    List<HostRow> forms = forms();
    names.answer(List.of(List.of(open())));
    int next = 0;
    try (RawServer front = redirecting(forms);
        Posting posting = as(provider, front.uri(NAME, "/").toString())) {
      for (HostRow row : forms) {
        assertThat(reason(posting, row)).contains("answered 307").contains("are not followed");
        next++;
      }
      assertThat(front.requests()).hasSize(next);
    }
    assertThat(sink().accepted()).isZero();
  }

  /** Each request in turn is sent on to the next form. */
  private RawServer redirecting(List<HostRow> forms) throws IOException {
    return RawServer.start(
        connection -> {
          int at = 0;
          while (connection.read() != null) {
            String visible = forms.get(at++).host().replaceAll("[^\\x21-\\x7E]", "%20");
            connection.answer(307, "", "Location: " + url(visible));
          }
        });
  }

  /** With the guard off the same forms, names and redirects do lead to the sink. */
  @Test
  void reachesTheSinkWithoutTheGuard() throws Exception {
    WebhookChannelProvider provider = provider(AddressGuard.off());
    int reached = 0;
    try (Posting holder = as(provider, url(NAME))) {
      names.answer(List.of(List.of(InetAddress.getLoopbackAddress())));
      for (HostRow row : forms()) {
        try (Posting posting = as(provider, url(row.inUrl()))) {
          delivered(posting, row);
          reached++;
        } catch (ConfigurationException e) {
          assertThat(e).as("%s", row).hasMessageContaining("$.parameters.url");
        }
      }
      delivered(holder, forms().get(0));
    }
    assertThat(reached).isGreaterThan(150);
    assertThat(sink().accepted()).isEqualTo(reached + 1);
    try (RawServer front = redirecting(HostRow.all().stream().filter(HostRow::isHere).toList())) {
      HttpClient follows =
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
      HttpRequest request = HttpRequest.newBuilder(front.uri("/")).build();
      assertThat(follows.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    assertThat(sink().accepted()).isEqualTo(reached + 2);
  }

  private static List<HostRow> rows() throws IOException {
    List<HostRow> rows = HostRow.all().stream().filter(HostRow::fitsIntoUrl).toList();
    assertThat(rows).hasSizeGreaterThan(400);
    return rows;
  }

  private static List<HostRow> forms() throws IOException {
    List<HostRow> forms =
        rows().stream().filter(row -> row.isLiteral() && row.isRefused()).toList();
    assertThat(forms).hasSizeGreaterThan(200);
    return forms;
  }
}
