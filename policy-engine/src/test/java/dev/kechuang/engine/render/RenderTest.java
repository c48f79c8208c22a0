package dev.kechuang.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RenderTest {
    private final Policy policy =
            Policies.load(Path.of("../packs")).find("cn-hnte").orElseThrow();
    private final Policy.Case failing = policy.cases().get(2);
    private final Decision decision = Engine.decide(policy, failing.facts(), failing.on());
    private final NearestWay.Result way = NearestWay.find(policy, failing.facts(), failing.on());

    @Test
    void saysWhyInBothLanguages() {
        assertThat(Render.text(decision, way, Language.CHINESE))
                .contains("✗ 科技人员占比不低于10%：不满足", "9% ≥ 10%，差额 -1%", "科技人员（2023年）：9人 → 10人");
        assertThat(Render.text(decision, way, Language.ENGLISH))
                .contains("✗ Science staff at least 10 % of staff: not met", "9 persons → 10 persons");
    }

    @Test
    void htmlIsWellFormedAndEscaped() {
        String html = Render.html(decision, way, Language.CHINESE);
        assertThat(html).startsWith("<ul class=\"decision\">").endsWith("</ul>").doesNotContain("style=", "\"Ⅰ类");
        assertThat(html.split("<li").length).isEqualTo(html.split("</li>").length);
        assertThat(html.split("<ul").length).isEqualTo(html.split("</ul>", -1).length);
        assertThat(Outline.escape("<a href='x'>&\"")).isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    }

    @Test
    void jsonCarriesEveryCondition() {
        JsonNode json = JsonMapper.builder().build().readTree(Render.json(decision, way));
        assertThat(json.get("verdict").asString()).isEqualTo("NOT_ELIGIBLE");
        assertThat(json.get("conditions").size()).isEqualTo(policy.conditions().size());
        assertThat(json.get("nearestWay").get("gaps").size()).isEqualTo(1);
    }

    @Test
    void aPolicyExplainsItselfWithItsSources() {
        assertThat(Explain.text(policy, Language.CHINESE))
                .contains("国科发火〔2016〕32号", "科技人员 / 职工总数 ≥ 科技人员比例下限", "2016-01-01 – ：10%");
        assertThat(Explain.text(policy, Language.ENGLISH))
                .contains("conditions (all must hold)", "Science staff at least 10 % of staff");
        assertThat(LocalDate.parse("2016-01-01")).isEqualTo(policy.validFrom());
    }
}
