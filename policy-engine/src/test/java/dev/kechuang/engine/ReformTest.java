package dev.kechuang.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Synthetic;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReformTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 1);
    private final Policy reward =
            PacksTest.PACKS.find("cn-jiangsu-suzhou-rd-reward").orElseThrow();

    private static Columns firms() {
        List<Facts> firms = new ArrayList<>();
        for (long yuan : new long[] {0, 1_000_000, 200_000_000}) {
            firms.add(Facts.builder()
                    .text("行业门类", yuan > 1_000_000 ? "制造业" : "教育")
                    .truth("研发准备金制度", true)
                    .yuan("统计口径研发费用", 2022, 0)
                    .yuan("统计口径研发费用", 2023, yuan)
                    .events(
                            "资质",
                            List.of(Map.of(
                                    "名称", new Val.Text("高新技术企业"),
                                    "生效日期", new Val.Day(LocalDate.of(2023, 1, 1)),
                                    "失效日期", new Val.Day(LocalDate.of(2025, 1, 1)))))
                    .build());
        }
        return Columns.of(PacksTest.PACKS.dictionary(), firms);
    }

    @Test
    void aHigherCapCostsWhatTheCappedFirmsGain() {
        Policy after = Documents.patched(reward, "patch", "parameters: { 单户上限: 150万元 }");
        Reform.Effect effect = Reform.compare(reward, after, firms(), DAY, "行业门类");

        assertThat(effect.total()).isEqualTo(new Reform.Change(0, 0, 50_000_000));
        assertThat(effect.by()).containsExactly(Map.entry("制造业", new Reform.Change(0, 0, 50_000_000)));
    }

    @Test
    void aStricterConditionHasLosersAndARemovedOneWinners() {
        Policy stricter = Documents.patched(reward, "patch", "conditions: { expense: '统计口径研发费用 > 1000万元' }");
        Policy looser = Documents.patched(reward, "patch", "remove: [expense]");

        assertThat(Reform.compare(reward, stricter, firms(), DAY, "行业门类").losers())
                .containsExactly(1);
        assertThat(Reform.compare(reward, looser, firms(), DAY, "行业门类").winners())
                .containsExactly(0);
    }

    @Test
    void aPatchThatDoesNotFitIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Documents.patched(reward, "p.yaml", "parameters: { 单户上限: 150人 }"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("p.yaml:1:");
        assertThatThrownBy(() -> Documents.patched(reward, "p.yaml", "remove: [nothing]"))
                .hasMessageContaining("there is no condition 'nothing'");
    }

    @Test
    void aCityInChunksComesToWhatItComesToAtOnce() {
        Policy after = Documents.patched(
                reward,
                "patch",
                "parameters: { 单户上限: 150万元 }\nconditions: { expense: '统计口径研发费用 >= 50万元' }\nremove: [reserve]");
        Columns made = Synthetic.population(List.of(reward, after), 3_000, 0.1, DAY, 8);
        Reform.Effect whole = Reform.compare(reward, after, made, DAY, "行业门类");
        ReformSurvey survey = new ReformSurvey(
                reward, after, DAY, Objects.requireNonNull(reward.dictionary().find("行业门类")));
        Chunk chunk = survey.layout().chunk(700);
        long[] money = new long[2];
        List<Integer> winners = new ArrayList<>();
        for (int from = 0; from < made.rows(); from += 700) {
            int first = from;
            chunk.clear();
            for (int row = from; row < Math.min(made.rows(), from + 700); row++) {
                chunk.add(made.facts(row));
            }
            survey.add(chunk, null, (row, had, has, before, then) -> {
                money[0] += before;
                money[1] += then;
                if (has && !had) {
                    winners.add(first + row);
                }
            });
        }

        ReformSurvey.Total total = survey.total();
        assertThat(new Reform.Change(total.winners(), total.losers(), total.cost()))
                .isEqualTo(whole.total());
        assertThat(total.winners()).isPositive();
        assertThat(total.losers()).isPositive();
        assertThat(total.cost()).isNotZero().isEqualTo(money[1] - money[0]);
        assertThat(total.before().eligible()).isEqualTo(whole.before().countEligible());
        assertThat(total.before().unknown()).isEqualTo(whole.before().countUnknown());
        assertThat(total.after().eligible()).isEqualTo(whole.after().countEligible());
        assertThat(total.after().unknown()).isEqualTo(whole.after().countUnknown());
        assertThat(winners.subList(0, 5)).isEqualTo(whole.winners());
        whole.by()
                .forEach((industry, change) -> assertThat(survey.by().get(industry))
                        .as(industry)
                        .satisfies(part -> assertThat(new Reform.Change(part.winners(), part.losers(), part.cost()))
                                .isEqualTo(change)));
    }

    @Test
    void aReformIsPartedByATextOnly() {
        Fact revenue = Objects.requireNonNull(reward.dictionary().find("营业收入"));
        assertThatThrownBy(() -> new ReformSurvey(reward, reward, DAY, revenue)).hasMessageContaining("营业收入");
    }
}
