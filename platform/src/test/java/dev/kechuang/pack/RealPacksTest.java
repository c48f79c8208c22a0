package dev.kechuang.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Role;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packs of this repository hold what their sources say. */
class RealPacksTest {

    private static final Clock CLOCK = Clock.fixed(
            LocalDate.of(2026, 11, 21)
                    .atTime(9, 0)
                    .atZone(ZoneId.of("Asia/Shanghai"))
                    .toInstant(),
            ZoneId.of("Asia/Shanghai"));

    @SuppressWarnings("NullAway.Init")
    private static Packs packs;

    @BeforeAll
    static void load() {
        packs = Packs.load(Packs.find("packs"), "320500", CLOCK);
    }

    @Test
    void suzhouHasFiveDistrictsFourCitiesAndItsZonesToday() {
        var today = LocalDate.now(CLOCK);
        assertThat(packs.regions().city().name()).isEqualTo("苏州市");
        assertThat(packs.regions().children("320500", today))
                .filteredOn(region -> region.kind() != Region.Kind.ZONE)
                .extracting(Region::name)
                .containsExactlyInAnyOrder("姑苏区", "虎丘区", "吴中区", "相城区", "吴江区", "常熟市", "张家港市", "昆山市", "太仓市");
        assertThat(packs.regions().children("320500", today))
                .filteredOn(region -> region.kind() == Region.Kind.ZONE)
                .extracting(Region::name)
                .containsExactly("苏州工业园区", "苏州高新区");
    }

    @Test
    void suzhouOf2010HadSevenDistrictsAndFiveCities() {
        assertThat(packs.regions().children("320500", LocalDate.of(2010, 6, 30)))
                .filteredOn(region -> region.kind() != Region.Kind.ZONE)
                .extracting(Region::name)
                .containsExactlyInAnyOrder(
                        "虎丘区", "吴中区", "相城区", "沧浪区", "平江区", "金阊区", "常熟市", "张家港市", "昆山市", "太仓市", "吴江市");
    }

    @Test
    void aSubtreeHoldsWhatBecamePartOfIt() {
        assertThat(packs.regions().subtree("320508")).containsExactlyInAnyOrder("320508", "320502", "320503", "320504");
        assertThat(packs.regions().subtree("320583")).containsExactlyInAnyOrder("320583", "320596", "320597");
        assertThat(packs.regions().subtree("320500"))
                .contains("320502", "320571", "320585")
                .doesNotContain("320800");
        assertThat(packs.regions().subtree("999999")).isEmpty();
    }

    @Test
    void aCodeThatWasRenamedIsFoundByItsPresentName() {
        assertThat(packs.regions().find("320803"))
                .hasValueSatisfying(region -> assertThat(region.name()).isEqualTo("淮安区"));
        assertThat(packs.regions().find("320584"))
                .hasValueSatisfying(region -> assertThat(region.successors()).containsExactly("320509"));
    }

    @Test
    void industriesAreTwentySectionsAndNinetySevenDivisions() {
        assertThat(packs.codeLists().industries()).hasSize(117);
        assertThat(packs.codeLists().industry("C39"))
                .hasValueSatisfying(industry -> assertThat(industry.name()).isEqualTo("计算机、通信和其他电子设备制造业"));
    }

    @Test
    void theEightNationalFieldsHaveTheirSecondLevel() {
        assertThat(packs.codeLists().technicalFields())
                .extracting(CodeLists.Entry::name)
                .containsExactly("电子信息", "生物与新医药", "航空航天", "新材料", "高技术服务", "新能源与节能", "资源与环境", "先进制造与自动化");
        assertThat(packs.codeLists().technicalFieldsBelow("aerospace")).hasSize(2);
    }

    @Test
    void everyRoleIsNamedAndExplained() {
        assertThat(packs.codeLists().roles())
                .extracting(CodeLists.RoleText::role)
                .containsExactly(Role.values());
    }

    @Test
    void scalesFollowTheStatisticalThresholds() {
        assertThat(scale("C39", 300, 2000)).isEqualTo("medium");
        assertThat(scale("C39", 299, 2000)).isEqualTo("small");
        assertThat(scale("C3912", 1000, 39_999)).isEqualTo("medium");
        assertThat(scale("I65", 9, 50)).isEqualTo("micro");
        assertThat(packs.codeLists().scale("J66", 10, Money.ZERO, Money.ZERO)).isEmpty();
        assertThat(packs.codeLists().scale("K70", 10, Money.ZERO, Money.ZERO)).isEmpty();
    }

    private static String scale(String industry, int staff, int revenueWan) {
        return packs.codeLists()
                .scale(industry, staff, Money.wan(BigDecimal.valueOf(revenueWan)), Money.ZERO)
                .orElseThrow()
                .code();
    }

    @Test
    void publicNoticeOverTheSpringFestivalOf2026() {
        var days = packs.workingDays();
        // Friday 13 February; Saturday the 14th is worked, then nine days off, then Tuesday the 24th.
        assertThat(days.plus(LocalDate.of(2026, 2, 13), 1)).isEqualTo("2026-02-14");
        assertThat(days.plus(LocalDate.of(2026, 2, 13), 5)).isEqualTo("2026-02-27");
        assertThat(days.between(LocalDate.of(2026, 2, 13), LocalDate.of(2026, 2, 27)))
                .isEqualTo(5);
        assertThat(days.between(LocalDate.of(2026, 2, 27), LocalDate.of(2026, 2, 13)))
                .isZero();
        assertThat(days.isWorkingDay(LocalDate.of(2026, 10, 10))).isTrue();
        assertThat(days.isWorkingDay(LocalDate.of(2026, 10, 7))).isFalse();
    }

    @Test
    void aYearWithoutPublishedArrangementSaysSo() {
        assertThat(packs.workingDays().isProvisional(2027)).isTrue();
        assertThat(packs.workingDays().isProvisional(2026)).isFalse();
        assertThatThrownBy(() -> packs.workingDays().isWorkingDay(LocalDate.of(2035, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2035");
    }

    @Test
    void aCityWithoutPackStandsOnItsProvince() {
        var nanjing = Packs.load(Packs.find("packs"), "320100", CLOCK);
        assertThat(nanjing.regions().city().name()).isEqualTo("南京市");
        assertThat(nanjing.codeLists().units()).isEmpty();
    }

    @Test
    void anUnknownCityIsAProblemOfTheSetting() {
        assertThatThrownBy(() -> Packs.load(Packs.find("packs"), "990000", CLOCK))
                .isInstanceOf(PackProblems.class)
                .hasMessageContaining("kc.city");
    }

    @Test
    void factsAreReadInTheOrderOfTheDictionary() {
        assertThat(packs.facts().all().getFirst().code()).isEqualTo("founding-date");
        assertThat(packs.facts().byCode("revenue")).hasValueSatisfying(fact -> {
            assertThat(fact.type()).isEqualTo(FactDefinition.Type.MONEY);
            assertThat(fact.period()).isEqualTo(FactDefinition.Period.YEAR);
            assertThat(fact.min()).isEqualTo("0");
        });
    }

    @Test
    void unitsOfTheCityAndOfThePacksBelowAreListed() {
        assertThat(packs.codeLists().units())
                .extracting(CodeLists.Unit::code)
                .contains("sz-high-tech", "sz-taicang", "tc-high-tech")
                .doesNotContain("ha-high-tech");
    }

    @Test
    void titlesAreThoseOfTheCountryTheCityAndItsCounties() {
        var kinds = packs.titleKinds();
        assertThat(kinds.byCode("hnte")).hasValueSatisfying(kind -> {
            assertThat(kind.until(LocalDate.of(2024, 11, 6))).isEqualTo("2027-11-05");
            assertThat(kind.levels()).containsExactly(TitleKind.Level.NATIONAL, TitleKind.Level.PROVINCIAL);
        });
        assertThat(kinds.byCode("tech-sme").orElseThrow().until(LocalDate.of(2026, 6, 1)))
                .isEqualTo("2027-03-31");
        assertThat(kinds.byCode("taicang-rd-institution")).isPresent();
        var xian = Packs.load(Packs.find("packs"), "610100", CLOCK).titleKinds();
        assertThat(xian.byCode("science-little-giant").orElseThrow().levels()).containsExactly(TitleKind.Level.CITY);
        assertThat(xian.byCode("suzhou-cultivation")).isEmpty();
    }

    /** What a policy may ask a title for is what the dictionary lists. */
    @Test
    void titlesThatPoliciesSeeHaveTheNamesOfTheDictionary() throws Exception {
        String facts = java.nio.file.Files.readString(Packs.find("packs").resolve("cn/facts.yaml"));
        int at = facts.indexOf("code: titles");
        String names = facts.substring(facts.indexOf("values: [", at), facts.indexOf(']', at));
        assertThat(packs.titleKinds().all())
                .filteredOn(kind -> kind.fact().equals("titles"))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(names).contains(kind.factName()));
    }
}
