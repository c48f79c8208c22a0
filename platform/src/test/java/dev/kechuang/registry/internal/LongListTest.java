package dev.kechuang.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.KeyPage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lists that are too long to count say so, and stand in the same order as any other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListTest {

    private static final int MANY = 13_000;

    private final RegistryFixture city = new RegistryFixture();

    @BeforeAll
    void organisations() {
        var codes = new SearchTokens.Codes(
                "enterprise", RegistryFixture.KUNSHAN, null, "C39", "small", "", 2015, "confirmed");
        var entry = SearchTokens.entry("长单科技长单有限公司", List.of(), "", codes);
        String tokens = String.join(
                ",", IntStream.of(entry.tokens()).mapToObj(String::valueOf).toList());
        city.database
                .owner()
                .sql("""
                        INSERT INTO registry.organisation (founded, confirmed_on, created_at, updated_at, status, kind, region,
                            industry, scale, name_key, search_text, credit_code, name, tokens)
                        SELECT DATE '2015-01-01' + n % 300, DATE '2016-01-01', now(), now() + n * interval '1 second',
                               'confirmed', 'enterprise', '320583', 'C39', CASE WHEN n % 4 = 0 THEN 'micro' ELSE 'small' END,
                               'chang dan ' || n || :name || n, :name || n, code || c, :name || n, :tokens::int[]
                        FROM generate_series(10000, 10000 + :many - 1) n
                        CROSS JOIN LATERAL (SELECT '91320583' || lpad(n::text, 9, '7') AS code) first
                        CROSS JOIN LATERAL (
                            SELECT c FROM regexp_split_to_table('0123456789ABCDEFGHJKLMNPQRTUWXY', '') c
                            WHERE registry.credit_code_valid(code || c)) checked""")
                .param("name", "长单科技长单有限公司")
                .param("tokens", "{" + tokens + "}")
                .param("many", MANY)
                .update();
        city.database.owner().sql("ANALYZE registry.organisation").update();
        assertThat(new TokenFrequencies(city.jdbc)
                        .expected(List.of(SearchTokens.query("科技").all())))
                .as("the application may read what the database knows of tokens")
                .isGreaterThan(MANY * 0.9);
    }

    @AfterAll
    void close() {
        city.close();
    }

    private KeyPage<Organisation> page(@Nullable String after, String... parameters) {
        var map = new java.util.HashMap<String, String>();
        for (int i = 0; i < parameters.length; i += 2) map.put(parameters[i], parameters[i + 1]);
        return city.search.find(city.bureau, OrganisationQuery.of(map), after, null, 20);
    }

    @Test
    void aWordThatTooManyHaveIsNotCountedAndPagedInOrder() {
        var first = page(null, "q", "科技", "sort", "name");
        assertThat(first.total()).isEqualTo(new KeyPage.Total(KeyPage.COUNTED_TO, true));
        assertThat(first.items()).hasSize(20).extracting(Organisation::name).isSorted();
        assertThat(first.items().getFirst().name()).endsWith("10000");
        var second = page(first.next(), "q", "科技", "sort", "name");
        assertThat(second.items().getFirst().name()).endsWith("10020");
        assertThat(second.total().more()).isTrue();
        assertThat(page(null, "q", "科技", "sort", "-updated").items().getFirst().name())
                .endsWith(String.valueOf(10_000 + MANY - 1));
    }

    @Test
    void whatIsExpectedTooLongAndIsNotIsCountedExactly() {
        assertThat(page(null, "q", "技长单科").total())
                .as("every pair of characters is there, the four together nowhere")
                .isEqualTo(new KeyPage.Total(0, false));
        assertThat(page(null, "q", "科技", "scale", "small").total())
                .as("tokens say small of all, the columns of three in four")
                .isEqualTo(new KeyPage.Total(MANY * 3 / 4, false));
    }

    @Test
    void aScopeWithoutThemStaysEmpty() {
        assertThat(city.search
                        .find(city.taicang, OrganisationQuery.of(Map.of("q", "科技")), null, null, 20)
                        .total()
                        .count())
                .isZero();
    }
}
