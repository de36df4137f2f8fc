package dev.emitter.testkit;

import java.util.List;

/**
 * Values for what a test does not have, one of which nearly every parameter takes. Nothing is sent
 * with them. The key and its certificate were made for this file and are used nowhere else.
 */
final class DummyValues {

  private static final String KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgK9zLuJLDOc/V9aNb
      ojlB7InvfS9kroPrDCjuyJOFVcShRANCAARrvDfeW3k8JLJHEmzCc+L8naPK0Fc+
      o29S7aLbsIH2tmXjtLJtG274b9+hgro6lfZu+W27BySgL/sH/nYRMDUQ
      -----END PRIVATE KEY-----
      """;

  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBlzCCAT2gAwIBAgIUOpZ7a5+rmbw54j8f59SsomvbyL0wCgYIKoZIzj0EAwIw
      IDEeMBwGA1UEAwwVZHVtbXkgb2YgdGhlIHRlc3Qga2l0MCAXDTI2MTEyOTIwMDIx
      OFoYDzIxMjYxMTA1MjAwMjE4WjAgMR4wHAYDVQQDDBVkdW1teSBvZiB0aGUgdGVz
      dCBraXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARrvDfeW3k8JLJHEmzCc+L8
      naPK0Fc+o29S7aLbsIH2tmXjtLJtG274b9+hgro6lfZu+W27BySgL/sH/nYRMDUQ
      o1MwUTAdBgNVHQ4EFgQUToMnJAqnzsTSP4G22U2zmYLPLx0wHwYDVR0jBBgwFoAU
      ToMnJAqnzsTSP4G22U2zmYLPLx0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD
      AgNIADBFAiEAwdAiFnAWCW3DIm8BB9vupNpN2mHvGudWm8rfxv0tE6gCIALz925R
      IRHc0EWvzNOlaLMvF8wfUS2wdTGGQoRu5NLx
      -----END CERTIFICATE-----
      """;

  /** Text that has no form. */
  static final String PLAIN = "dummy";

  /** Leads to an event hub that is not there. */
  static final String CONNECTION_STRING =
      "Endpoint=sb://dummy.example/;SharedAccessKeyName=dummy;SharedAccessKey=dummy;EntityPath=dummy";

  /** What is tried, in this order. */
  static final List<String> ALL =
      List.of(
          PLAIN,
          "whsec_ZHVtbXkgc2VjcmV0IG9mIHRoZSB0ZXN0IGtpdCAu", // Standard Webhooks
          "https://dummy.example/",
          "dummy.example:443",
          "443",
          "1s",
          KEY + CERTIFICATE,
          CERTIFICATE);

  private DummyValues() {}
}
