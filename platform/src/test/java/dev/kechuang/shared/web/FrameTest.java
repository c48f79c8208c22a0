package dev.kechuang.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static Frame at(String path, String query) {
        try {
            return new Frame(
                    Viewer.PUBLIC,
                    Locale.ENGLISH,
                    path,
                    query,
                    Frame.Csrf.NONE,
                    false,
                    false,
                    0,
                    LocalDate.of(2026, 11, 21),
                    List.of(),
                    null,
                    new Texts(WebConfiguration.messageSource()),
                    new Assets());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anotherSortingKeepsTheFiltersAndStartsAtTheFirstPage() {
        var frame = at("/registry", "name=%E4%BC%A0%E6%84%9F&sort=code&after=k2");
        assertThat(frame.with("sort", "-name")).isEqualTo("/registry?name=%E4%BC%A0%E6%84%9F&sort=-name");
        assertThat(frame.with("sort", "")).isEqualTo("/registry?name=%E4%BC%A0%E6%84%9F");
        assertThat(at("/registry", "").with("after", "a b&c")).isEqualTo("/registry?after=a+b%26c");
    }

    @Test
    void addressesOfFilesChangeWithTheirContent() {
        var assets = new Assets();
        assertThat(assets.url("css/base.css")).matches("/assets/[0-9a-f]{12}/css/base\\.css");
        assertThat(new Assets().root()).isEqualTo(assets.root());
    }

    @Test
    void textsComeInTheReadersLanguageAndAMissingOneIsAnError() {
        assertThat(at("/", "").t("shared.query")).isEqualTo("Search");
        assertThat(at("/", "").t("shared.step", 4, 6)).isEqualTo("Step 4 of 6");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> at("/", "").t("shared.no.such"))
                .hasMessageContaining("shared.no.such");
    }
}
