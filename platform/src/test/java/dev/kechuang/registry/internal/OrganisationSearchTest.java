package dev.kechuang.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people type finds what they mean, and each sees only what is theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganisationSearchTest {

    private final RegistryFixture city = new RegistryFixture();

    @BeforeAll
    void organisations() {
        city.confirmed(1, "苏州恒瑞精密机械有限公司", "scale", "small", "founded", "2015-03-02", "technicalField", "electronics");
        city.confirmed(2, "昆山长江软件股份有限公司", "industry", "I65", "zone", RegistryFixture.ZONE, "founded", "2019-01-01");
        city.confirmed(3, "太仓ABB（中国）电气有限公司", "region", RegistryFixture.TAICANG, "englishName", "Taicang Nova Electric");
        city.confirmed(4, "恒丰银行股份有限公司苏州分行", "kind", "bank", "industry", "");
        var renamed = city.confirmed(5, "苏州旧名科技有限公司");
        city.organisations.update(
                city.bureau, renamed.id(), renamed.version(), RegistryFixture.form(5, "苏州新颜科技有限公司"), "更名");
        RegistryFixture.done(
                city.registration.register(RegistryFixture.form(6, "昆山待确认电子有限公司"), RegistryFixture.person("waiting")));
    }

    @AfterAll
    void close() {
        city.close();
    }

    private List<String> names(Viewer viewer, String... parameters) {
        var map = new java.util.HashMap<String, String>();
        for (int i = 0; i < parameters.length; i += 2) map.put(parameters[i], parameters[i + 1]);
        map.putIfAbsent("sort", "name");
        return city.search.find(viewer, OrganisationQuery.of(map), null, null, 50).items().stream()
                .map(Organisation::name)
                .toList();
    }

    @Test
    void twoCharactersOfANameAreEnoughAndOneToo() {
        assertThat(names(city.bureau, "q", "恒瑞")).containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "q", "瑞")).containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "q", "恒")).hasSize(2);
        assertThat(names(city.bureau, "q", "龘龘")).isEmpty();
    }

    @Test
    void theCharactersHaveToStandTogether() {
        assertThat(names(city.bureau, "q", "恒瑞机械")).isEmpty();
        assertThat(names(city.bureau, "q", "恒瑞 精密")).containsExactly("苏州恒瑞精密机械有限公司");
    }

    @Test
    void anEndingThatEverybodyHasStillFindsThem() {
        assertThat(names(city.bureau, "q", "有限公司")).hasSize(6);
        assertThat(names(city.bureau, "q", "股份有限公司")).hasSize(2);
    }

    @Test
    void initialsAndFullPinyinFind() {
        assertThat(names(city.bureau, "q", "hrjm")).containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "q", "hr")).containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "q", "HengRui")).containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "q", "hengr")).containsExactly("苏州恒瑞精密机械有限公司");
    }

    @Test
    void aCharacterWithTwoReadingsIsFoundByBoth() {
        assertThat(names(city.bureau, "q", "changjiang")).containsExactly("昆山长江软件股份有限公司");
        assertThat(names(city.bureau, "q", "zhangjiang")).containsExactly("昆山长江软件股份有限公司");
        assertThat(names(city.bureau, "q", "cjrj")).containsExactly("昆山长江软件股份有限公司");
    }

    @Test
    void aFormerNameStillFinds() {
        assertThat(names(city.bureau, "q", "旧名")).containsExactly("苏州新颜科技有限公司");
        assertThat(names(city.bureau, "q", "jiuming")).containsExactly("苏州新颜科技有限公司");
    }

    @Test
    void lettersInNamesAndWidthDoNotMatter() {
        assertThat(names(city.bureau, "q", "abb")).containsExactly("太仓ABB（中国）电气有限公司");
        assertThat(names(city.bureau, "q", "ＡＢＢ(中国)")).containsExactly("太仓ABB（中国）电气有限公司");
        assertThat(names(city.bureau, "q", "Nova")).containsExactly("太仓ABB（中国）电气有限公司");
    }

    @Test
    void theBeginningOfACreditCodeFinds() {
        assertThat(names(city.bureau, "q", RegistryFixture.code(3))).containsExactly("太仓ABB（中国）电气有限公司");
        assertThat(names(city.bureau, "q", "91320500")).hasSize(6);
    }

    @Test
    void wildcardsOfSqlMeanThemselves() {
        assertThat(names(city.bureau, "q", "%")).isEmpty();
        assertThat(names(city.bureau, "q", "恒_精")).isEmpty();
        assertThat(names(city.bureau, "q", "\\")).isEmpty();
    }

    @Test
    void filtersCombine() {
        assertThat(names(city.bureau, "industry", "C", "region", RegistryFixture.KUNSHAN, "scale", "small"))
                .containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "kind", "bank")).containsExactly("恒丰银行股份有限公司苏州分行");
        assertThat(names(city.bureau, "zone", RegistryFixture.ZONE, "industry", "I65"))
                .containsExactly("昆山长江软件股份有限公司");
        assertThat(names(city.bureau, "field", "electronics", "from", "2014", "to", "2016"))
                .containsExactly("苏州恒瑞精密机械有限公司");
        assertThat(names(city.bureau, "from", "2016")).containsExactly("昆山长江软件股份有限公司");
        assertThat(names(city.bureau, "status", "pending")).containsExactly("昆山待确认电子有限公司");
    }

    @Test
    void officersSeeTheirRegionsAndZones() {
        assertThat(names(city.taicang)).containsExactly("太仓ABB（中国）电气有限公司");
        assertThat(names(city.zone)).containsExactly("昆山长江软件股份有限公司");
        assertThat(names(city.kunshan, "q", "ABB")).isEmpty();
        assertThat(names(city.kunshan, "region", RegistryFixture.TAICANG)).isEmpty();
    }

    @Test
    void applicantsSeeTheirOwnAndAdministratorsNone() {
        UUID own = city.store.live(RegistryFixture.code(1)).orElseThrow().id();
        assertThat(names(RegistryFixture.applicant(own))).containsExactly("苏州恒瑞精密机械有限公司");
        var administrator = new Viewer(
                UUID.randomUUID(), "a", Set.of(Role.SYSTEM_ADMIN), null, null, "", List.of(RegistryFixture.KUNSHAN));
        assertThat(names(administrator)).isEmpty();
        assertThat(names(Viewer.PUBLIC)).isEmpty();
    }

    @Test
    void everyOrderCanBePagedThroughForwardAndBack() {
        for (String sort : List.of("name", "-name", "founded", "-founded", "updated", "-updated")) {
            var query = OrganisationQuery.of(Map.of("sort", sort));
            var all = city.search.find(city.bureau, query, null, null, 50).items();
            var forward = new ArrayList<Organisation>();
            String after = null;
            KeyPage<Organisation> page;
            do {
                page = city.search.find(city.bureau, query, after, null, 2);
                forward.addAll(page.items());
                assertThat(page.total().count()).isEqualTo(6);
                after = page.next();
            } while (after != null);
            assertThat(forward).as(sort).isEqualTo(all).hasSize(6);
            var back = city.search.find(city.bureau, query, null, page.previous(), 2);
            assertThat(back.items()).as(sort).isEqualTo(all.subList(2, 4));
            assertThat(city.search
                            .find(city.bureau, query, null, back.previous(), 2)
                            .previous())
                    .isNull();
        }
    }

    @Test
    void namesStandInPinyinOrder() {
        assertThat(names(city.bureau, "q", "有限公司"))
                .containsExactly(
                        "恒丰银行股份有限公司苏州分行",
                        "昆山长江软件股份有限公司",
                        "昆山待确认电子有限公司",
                        "苏州恒瑞精密机械有限公司",
                        "苏州新颜科技有限公司",
                        "太仓ABB（中国）电气有限公司");
    }

    @Test
    void aMangledPageKeyStartsFromTheBeginning() {
        var query = OrganisationQuery.of(Map.of("sort", "-updated"));
        for (String key : List.of("x", "AAAA", "%%%", "0".repeat(400))) {
            assertThat(city.search.find(city.bureau, query, key, null, 50).items())
                    .hasSize(6);
        }
    }
}
