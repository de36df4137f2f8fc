package dev.emitter.benchmarks.webhook;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A loop around Apache HttpClient 5, asynchronous, as one would write it by hand: each answer of an
 * endpoint starts the next request to it. Nothing is remembered, ordered again, repeated or
 * guarded.
 */
final class BareClient implements Contestant {

  private static final int MOST = 10_000;
  private static final int PER_ENDPOINT = 50;
  private static final Timeout CONNECT = Timeout.ofSeconds(30);
  private static final Timeout ANSWER = Timeout.ofSeconds(6);
  private static final int OK = 200;

  private final CloseableHttpAsyncClient client;
  private final List<String> urls;
  private final int underWay;

  /** Creates one that keeps so many requests under way at each endpoint. */
  BareClient(List<String> urls, int underWay) {
    this.urls = urls;
    this.underWay = underWay;
    this.client =
        HttpAsyncClients.custom()
            .setUserAgent(Hook.USER_AGENT)
            .disableContentCompression()
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWER).build())
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(MOST)
                    .setMaxConnPerRoute(PER_ENDPOINT)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                    .build())
            .build();
    client.start();
  }

  @Override
  public void send(int hooks) {
    CountDownLatch left = new CountDownLatch(hooks);
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    int lanes = urls.size() * underWay;
    for (int lane = 0; lane < lanes; lane++) {
      int share = hooks / lanes + (lane < hooks % lanes ? 1 : 0);
      new Lane(urls.get(lane % urls.size()), share, left, fault).next();
    }
    try {
      if (!left.await(2, TimeUnit.MINUTES) || fault.get() != null) {
        throw new IllegalStateException("not all was sent", fault.get());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Requests to one endpoint, one after the other. */
  private final class Lane implements FutureCallback<SimpleHttpResponse> {

    private final String url;
    private final AtomicInteger share;
    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> fault;

    Lane(String url, int share, CountDownLatch left, AtomicReference<@Nullable Throwable> fault) {
      this.url = url;
      this.share = new AtomicInteger(share);
      this.left = left;
      this.fault = fault;
    }

    void next() {
      if (share.getAndDecrement() > 0) {
        SimpleRequestBuilder request = SimpleRequestBuilder.post(url);
        request.setBody(Hook.DATA, ContentType.parse(Hook.CONTENT_TYPE));
        Hook.headers().forEach(request::addHeader);
        SimpleHttpRequest built = request.build();
        var unused = client.execute(built, this);
      }
    }

    @Override
    public void completed(SimpleHttpResponse answer) {
      if (answer.getCode() != OK) {
        failed(new IllegalStateException("answered " + answer.getCode()));
      }
      left.countDown();
      next();
    }

    @Override
    public void failed(Exception e) {
      fault.set(e);
      left.countDown();
    }

    @Override
    public void cancelled() {
      failed(new IllegalStateException("cancelled"));
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }
}
