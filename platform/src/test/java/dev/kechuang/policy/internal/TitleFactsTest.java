package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.TitleKind.Level;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.DatedTitle;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Titles of the register as the lists that policies read. */
class TitleFactsTest {

    private static final UUID FIRM = UUID.randomUUID();
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

    private static Facts facts(DatedTitle... dated) throws IOException {
        Titles titles = (Titles) Proxy.newProxyInstance(
                Titles.class.getClassLoader(), new Class<?>[] {Titles.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("dated")) throw new UnsupportedOperationException(method.getName());
                    return List.of(dated);
                });
        String text = Files.readString(Path.of("../packs/cn/facts.yaml"));
        var book = PolicyBook.of(
                List.of(), List.of(new PackDocument("cn", "", "facts.yaml", Digests.of(text), text)), List.of());
        var facts = Facts.builder();
        new TitleFacts(titles, book).add(FIRM, DAY, facts);
        return facts.build();
    }

    private static DatedTitle title(String fact, String name, Level level, LocalDate from, @Nullable LocalDate until) {
        return new DatedTitle(FIRM, fact, name, level, "GR2024001", from, until);
    }

    private static List<Val> list(Facts facts, String name) {
        return ((Val.Items) java.util.Objects.requireNonNull(facts.asOf().get(name))).values();
    }

    @Test
    void aTitleHasItsNameLevelNumberAndDays() throws IOException {
        LocalDate from = LocalDate.of(2024, 11, 1);
        LocalDate until = LocalDate.of(2027, 10, 31);
        var fields = ((Val.Event) list(facts(title("titles", "高新技术企业", Level.NATIONAL, from, until)), "资质")
                        .getFirst())
                .fields();
        assertThat(fields)
                .containsEntry("名称", new Val.Text("高新技术企业"))
                .containsEntry("级别", new Val.Text("国家级"))
                .containsEntry("证书编号", new Val.Text("GR2024001"))
                .containsEntry("生效日期", new Val.Day(from))
                .containsEntry("失效日期", new Val.Day(until));
    }

    @Test
    void aListHasTheWordsOfItsDictionary() throws IOException {
        LocalDate from = LocalDate.of(2024, 1, 1);
        Facts facts = facts(
                title("rd-institutions", "省工程技术研究中心", Level.PROVINCIAL, from, null),
                title("titles", "没有这种称号", Level.CITY, from, null));
        assertThat(((Val.Event) list(facts, "研发机构").getFirst()).fields())
                .containsEntry("级别", new Val.Text("省部级"))
                .doesNotContainKey("失效日期");
        assertThat(list(facts, "资质"))
                .as("what the dictionary has no word for stays out")
                .isEmpty();
    }

    @Test
    void whatIsGrantedLaterIsNotKnownYetAndNothingIsKnownToBeNothing() throws IOException {
        assertThat(list(facts(title("titles", "高新技术企业", Level.NATIONAL, DAY.plusDays(1), null)), "资质"))
                .isEmpty();
        assertThat(list(facts(), "研发机构")).isEmpty();
    }
}
