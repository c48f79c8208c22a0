package dev.kechuang.match.internal.grow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.registry.internal.title.TitleFixture;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ladders of the packs, and what is said of those that are wrong. */
class LaddersTest {

    private static Ladders of(String city) {
        var packs = Packs.load(Packs.find("packs"), city, Clock.systemUTC());
        return Ladders.of(packs, new FakeDecisions(packs).decisions());
    }

    @Test
    void everyCityHasItsLadders() {
        assertThat(of("320500").all())
                .extracting(Ladder::id)
                .containsExactlyInAnyOrder("hnte", "tech-sme", "gazelle", "fledgling");
        assertThat(of("610100").all())
                .extracting(Ladder::id)
                .containsExactlyInAnyOrder("hnte", "tech-sme", "little-giant");
        assertThat(of("320500").get("hnte").programmes())
                .as("the city's own text replaces the national one")
                .containsExactly("suzhou-hnte");
        assertThat(of("610100").get("hnte").programmes()).isEmpty();
    }

    private static PackDocument text(String pack, String text) {
        return new PackDocument(pack, "", "cultivation/x.yaml", "0".repeat(64), text);
    }

    private static Ladders read(PackDocument... documents) {
        return Ladders.read(
                List.of(documents),
                TitleFixture.PACKS,
                new FakeDecisions(TitleFixture.PACKS).decisions(),
                Set.of("suzhou-hnte"));
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertThatThrownBy(() -> read(text("cn", """
                        id: Hnte
                        name: 培育
                        en: Cultivation
                        policy: cn-nothing
                        title: innovation-city
                        programmes: [suzhou-none]
                        documents: []
                        colour: red
                        """)))
                .isInstanceOf(PackProblems.class)
                .hasMessageContaining("packs/cn/cultivation/x.yaml:1:")
                .hasMessageContaining("没有政策“cn-nothing”")
                .hasMessageContaining("“innovation-city”不是授予单位的称号")
                .hasMessageContaining("没有计划“suzhou-none”")
                .hasMessageContaining("未知的键“colour”");
        assertThatThrownBy(() -> read(text("cn", """
                        id: hnte
                        name: 培育
                        en: Cultivation
                        policy: cn-hnte
                        title: hnte
                        documents: [{ name: 名册, en: List, conditions: [staf] }]
                        """))).hasMessageContaining("没有条件“staf”");
    }

    @Test
    void aLowerPackReplacesOnlyWhatIsLocal() {
        String ladder = """
                id: hnte
                name: 培育
                en: Cultivation
                policy: cn-hnte
                title: hnte
                documents: [{ name: 名册, en: List }]
                """;
        assertThatThrownBy(() -> read(text("cn", ladder), text("cn-jiangsu", ladder)))
                .hasMessageContaining("已在上级定义包中，且未标 local");
        assertThat(read(text("cn", "local: true\n" + ladder), text("cn-jiangsu", ladder.replace("培育", "省培育")))
                        .get("hnte")
                        .name())
                .isEqualTo("省培育");
    }
}
