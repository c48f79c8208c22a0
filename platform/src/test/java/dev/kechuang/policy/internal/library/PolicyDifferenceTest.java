package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.policy.internal.library.PolicyDifference.Change;
import dev.kechuang.policy.internal.library.PolicyDifference.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What changed between two versions, part by part. */
class PolicyDifferenceTest {

    private static final Policies PACKS = Policies.load(Path.of("../packs"));

    private static Policy read(String text) {
        return Objects.requireNonNull(Documents.policy("test", text, PACKS.dictionary(), new ArrayList<>()));
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("../packs/cn-jiangsu-suzhou/policies/voucher.yaml"));
    }

    private static List<Change> changes(String from, String to) throws IOException {
        String before = text();
        String after = before.replace(from, to);
        assertThat(after).isNotEqualTo(before);
        return PolicyDifference.between(read(before), read(after));
    }

    @Test
    void theSameRulesDifferInNothing() throws IOException {
        assertThat(changes("id: cn-jiangsu-suzhou-voucher", "# a note\nid: cn-jiangsu-suzhou-voucher"))
                .isEmpty();
    }

    @Test
    void aChangedStandardSaysBeforeAndAfter() throws IOException {
        assertThat(changes("value: 50%", "value: 60%")).singleElement().satisfies(change -> {
            assertThat(change.part()).isEqualTo(Part.PARAMETER);
            assertThat(change.name()).isEqualTo("抵用比例");
            assertThat(change.before()).contains("50%");
            assertThat(change.after()).contains("60%");
        });
    }

    @Test
    void whatIsNewOrGoneHasOneSideEmpty() throws IOException {
        var renamed = changes("name: 服务方不是关联方", "name: 服务方独立");
        assertThat(renamed).extracting(Change::part).containsOnly(Part.CONDITION);
        assertThat(renamed).extracting(Change::name).containsExactlyInAnyOrder("服务方不是关联方", "服务方独立");
        assertThat(renamed)
                .anyMatch(c -> c.after().isEmpty())
                .anyMatch(c -> c.before().isEmpty());
    }

    @Test
    void issuerValidityAndYearsAreOfTheHead() throws IOException {
        assertThat(changes("years: current\n", "")).extracting(Change::name).containsExactly("years");
        assertThat(changes("valid: { from: 2018-01-01 }", "valid: { from: 2018-01-01, until: 2026-12-31 }"))
                .extracting(Change::name)
                .contains("validity");
    }
}
