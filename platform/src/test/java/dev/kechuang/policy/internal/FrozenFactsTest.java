package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What differs between facts kept with a decision and facts known now. */
class FrozenFactsTest {

    @Test
    void theOrderOfAnEntrysFieldsIsNoDifference() {
        String kept = "{\"知识产权\": [{\"类别\": \"Ⅰ类\", \"授权日期\": \"2022-01-01\"}], \"成立\": \"2010-01-01\"}";
        String now = "{\"成立\": \"2010-01-01\", \"知识产权\": [{\"授权日期\": \"2022-01-01\", \"类别\": \"Ⅰ类\"}]}";
        assertThat(FrozenFacts.changes(kept, now)).isEmpty();
        assertThat(FrozenFacts.changes(kept, now.replace("Ⅰ类", "Ⅱ类")))
                .singleElement()
                .satisfies(change -> assertThat(change.toString()).contains("知识产权", "Ⅱ类"));
    }

    @Test
    void aFurtherEntryIsADifference() {
        assertThat(FrozenFacts.changes(
                        "{\"知识产权\": [{\"类别\": \"Ⅰ类\"}]}", "{\"知识产权\": [{\"类别\": \"Ⅰ类\"}, {\"类别\": \"Ⅰ类\"}]}"))
                .hasSize(1);
    }
}
