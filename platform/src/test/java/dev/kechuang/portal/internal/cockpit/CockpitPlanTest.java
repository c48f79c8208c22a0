package dev.kechuang.portal.internal.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.report.internal.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class CockpitPlanTest {

    private static final String GOOD = """
            id: leader
            figures: [hnte.valid, hnte.new]
            trends: [hnte.valid]
            map: hnte.valid
            ranking: [hnte.new]
            """;

    private static CockpitPlan read(String... texts) {
        var documents = new java.util.ArrayList<PackDocument>();
        for (String text : texts)
            documents.add(new PackDocument("cn", "", "cockpit/leader.yaml", "0".repeat(64), text));
        return CockpitPlan.of(documents, new Samples());
    }

    @Test
    void theLowestPackSaysWhatIsShown() {
        var plan = read(GOOD, GOOD.replace("map: hnte.valid", "map: hnte.new"));
        assertThat(plan.map().code()).isEqualTo("hnte.new");
        assertThat(plan.figures()).extracting(Indicator::code).containsExactly("hnte.valid", "hnte.new");
    }

    @Test
    void anUnknownIndicatorIsToldAtItsPlace() {
        assertThatThrownBy(() -> read(GOOD.replace("ranking: [hnte.new]", "ranking: [hnte.nwe]")))
                .hasMessageContaining("packs/cn/cockpit/leader.yaml:5:11")
                .hasMessageContaining("是否应为“hnte.new”");
        assertThatThrownBy(() -> CockpitPlan.of(List.of(), new Samples())).hasMessageContaining("驾驶舱");
    }
}
