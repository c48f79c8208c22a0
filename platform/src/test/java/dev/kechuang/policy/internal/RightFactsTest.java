package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.registry.IntellectualProperties;
import dev.kechuang.registry.RightKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rights of the register as the list that policies read. */
class RightFactsTest {

    private static final UUID FIRM = UUID.randomUUID();
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

    private static Facts facts(boolean without, IntellectualProperties.DatedRight... dated) throws IOException {
        var facts = Facts.builder();
        source(without, dated).add(FIRM, DAY, facts);
        return facts.build();
    }

    private static RightFacts source(boolean without, IntellectualProperties.DatedRight... dated) throws IOException {
        var rights = new IntellectualProperties() {
            @Override
            public List<DatedRight> dated(Collection<UUID> organisations) {
                return List.of(dated);
            }

            @Override
            public Map<UUID, LocalDate> without(Collection<UUID> organisations) {
                return without ? Map.of(FIRM, DAY) : Map.of();
            }
        };
        String text = Files.readString(Path.of("../packs/cn/facts.yaml"));
        var book = PolicyBook.of(
                List.of(), List.of(new PackDocument("cn", "", "facts.yaml", Digests.of(text), text)), List.of());
        return new RightFacts(rights, book);
    }

    private static IntellectualProperties.DatedRight right(
            RightKind kind, LocalDate granted, LocalDate since, @Nullable Boolean supports) {
        return new IntellectualProperties.DatedRight(
                FIRM,
                UUID.randomUUID(),
                kind,
                granted,
                since,
                granted.plusYears(20),
                IntellectualProperties.Obtained.BOUGHT,
                false,
                supports);
    }

    private static List<Val> list(Facts facts) {
        return ((Val.Items) java.util.Objects.requireNonNull(facts.asOf().get("知识产权"))).values();
    }

    @ParameterizedTest
    @EnumSource(RightKind.class)
    void everyKindHasItsWordAndClassInTheDictionary(RightKind kind) throws IOException {
        LocalDate granted = LocalDate.of(2024, 5, 1);
        var fields = ((Val.Event)
                        list(facts(false, right(kind, granted, granted, true))).getFirst())
                .fields();
        assertThat(fields)
                .containsEntry("种类", new Val.Text(kind.word()))
                .containsEntry("类别", new Val.Text(kind.firstClass() ? "Ⅰ类" : "Ⅱ类"))
                .containsEntry("授权日期", new Val.Day(granted))
                .containsEntry("失效日期", new Val.Day(granted.plusYears(20)))
                .containsEntry("取得方式", new Val.Text("受让"))
                .containsEntry("已用于高企认定", Val.FALSE)
                .containsEntry("支持主要产品", Val.TRUE);
    }

    @Test
    void nothingOnTheRegisterIsNotKnownUnlessTheFirmSaidSo() throws IOException {
        assertThat(facts(false).asOf()).doesNotContainKey("知识产权");
        assertThat(list(facts(true))).isEmpty();
    }

    @Test
    void thatThereIsNoneCountsFromTheDayItWasStatedAndTheDayIsTold() throws IOException {
        var before = Facts.builder();
        var changes = new ArrayList<LocalDate>();
        source(true).addAll(Map.of(FIRM, before), DAY.minusDays(1), (firm, on) -> changes.add(on));
        assertThat(before.build().asOf()).doesNotContainKey("知识产权");
        assertThat(changes).containsExactly(DAY);
    }

    @Test
    void whatIsGrantedOrBoughtLaterIsNotKnownYet() throws IOException {
        LocalDate early = LocalDate.of(2020, 1, 1);
        assertThat(facts(
                                false,
                                right(RightKind.INVENTION, DAY.plusDays(1), DAY.plusDays(1), null),
                                right(RightKind.INVENTION, early, DAY.plusDays(1), null))
                        .asOf())
                .doesNotContainKey("知识产权");
        assertThat(((Val.Event) list(facts(false, right(RightKind.DESIGN, early, DAY, null)))
                                .getFirst())
                        .fields())
                .as("what nobody has said is absent")
                .doesNotContainKey("支持主要产品");
    }
}
