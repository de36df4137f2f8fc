package dev.emitter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D6")
class ReferencePageTest {

  private static final String PAGE = ReferencePage.markdown(FakeProvider.TYPES);

  @Test
  void showsMembersAndDeliverySettings() {
    assertThat(PAGE)
        .contains(
            "| `type` (required) | a string |  | The channel type; upper and lower case do not"
                + " matter. |\n",
            "| `delivery.retry.initialDelay` | a duration such as 500ms, 30s or 5m, from 1ms to 1d"
                + " | `500ms` |",
            "| `delivery.ordering` | strict, key, none | `strict` |",
            "| `topics[][]` | a string of 1 to 10,000 characters |");
  }

  @Test
  void showsEveryTypeWithItsParametersAndWhoMayDefineIt() {
    assertThat(PAGE)
        .contains(
            "### Hook\n\nHook carries events nowhere. For system emitters and for those of users.",
            "### Disk\n\nDisk carries events nowhere. For system emitters only.",
            "### Diary\n\nDiary carries events nowhere. For the emitters of users only.\n\nIt has no"
                + " parameters.",
            "| `columns[].name` (required) | a string |  | Its name. |",
            "| `headers.*` | a string |  | A header. |",
            "### oauth2",
            "| `users` | an array |  | The owners whose emitters may use the identity;");
  }

  @Test
  void isTheSameTextEachTime() {
    assertThat(ReferencePage.markdown(FakeProvider.TYPES)).isEqualTo(PAGE);
  }
}
