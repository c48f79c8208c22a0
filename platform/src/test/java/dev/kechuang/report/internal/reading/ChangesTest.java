package dev.kechuang.report.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.report.internal.reading.Content.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static Content content(Piece... pieces) {
        return new Content(
                "题",
                "320500",
                "2025",
                List.of(new Content.Section("a", "一、", List.of(new Content.Prose(0, List.of(pieces))))),
                List.of(),
                List.of());
    }

    private static Piece live(String text, String token) {
        return new Piece(text, token, List.of(1));
    }

    @Test
    void aFigureThatSaysSomethingElseIsMarkedWithWhatItWas() {
        var changes = new Changes(content(live("586家", "hnte.new"), live("同比增长12.0%", "hnte.new|同比")));
        assertThat(changes.was("a", Piece.plain("新认定"))).isNull();
        assertThat(changes.was("a", live("600家", "hnte.new"))).isEqualTo("586家");
        assertThat(changes.was("a", live("同比增长12.0%", "hnte.new|同比")))
                .as("the same")
                .isNull();
    }

    @Test
    void theSameTokenTwiceIsComparedPlaceByPlaceAndTextMayBeWrittenAnew() {
        var changes = new Changes(content(live("586家", "hnte.new"), Piece.plain("，旧的话"), live("12家", "hnte.new")));
        assertThat(changes.was("a", Piece.plain("新的话"))).isNull();
        assertThat(changes.was("a", live("586家", "hnte.new"))).isNull();
        assertThat(changes.was("a", live("13家", "hnte.new"))).isEqualTo("12家");
        assertThat(changes.was("a", live("14家", "hnte.new")))
                .as("a third one is new")
                .isNull();
        assertThat(changes.was("b", live("14家", "hnte.new")))
                .as("another section")
                .isNull();
        assertThat(new Changes(null).was("a", live("1", "x"))).isNull();
    }
}
