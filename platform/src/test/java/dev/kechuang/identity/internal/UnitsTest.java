package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.identity.internal.UnitStore.Unit;
import dev.kechuang.shared.access.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void theTreeComesFromThePackAndIsThenTheAdministratorsToKeep() {
        try (var context = new IdentityTestContext()) {
            var units = context.bean(Units.class);
            var store = context.bean(UnitStore.class);
            units.takeOverFromPacks();
            Unit bureau = store.byCode("sz-bureau").orElseThrow();
            assertThat(store.byCode("sz-high-tech").orElseThrow().parent()).isEqualTo(bureau.id());
            Unit newDistrict = store.byCode("sz-new-district").orElseThrow();
            assertThat(newDistrict.kind()).isEqualTo(Kind.REGION_BUREAU);
            assertThat(newDistrict.alsoRegions()).containsExactly("320505");
            int all = store.all().size();
            units.takeOverFromPacks();
            assertThat(store.all()).hasSize(all);

            var people = new People(context);
            UUID clerk = people.person("clerk", newDistrict.id(), null, Role.COUNTY_OFFICER);
            assertThat(people.viewer(clerk).regions())
                    .contains("320591", "320505")
                    .doesNotContain("320585");

            var system = people.administrator("system", Role.SYSTEM_ADMIN);
            assertThat(People.error(units.update(system, newDistrict.id(), "高新区科技局", "", false)))
                    .isEqualTo("identity.unit.hasPeople");
            assertThat(People.error(units.update(system, newDistrict.id(), "高新区科技局", "", true)))
                    .isEqualTo("done");
            units.takeOverFromPacks();
            assertThat(store.find(newDistrict.id()).orElseThrow().name()).isEqualTo("高新区科技局");

            assertThat(People.error(units.create(
                            system, new Units.NewUnit("x", "外地局", "", Kind.REGION_BUREAU, "610100", bureau.id()))))
                    .isEqualTo("identity.unit.regionWrong");
            assertThat(People.error(units.create(
                            system, new Units.NewUnit("x", "全市局", "", Kind.REGION_BUREAU, "320500", bureau.id()))))
                    .isEqualTo("identity.unit.regionNotCounty");
            assertThat(People.error(units.create(
                            system, new Units.NewUnit("sz-office", "又一办公室", "", Kind.DIVISION, "320500", bureau.id()))))
                    .isEqualTo("identity.unit.codeTaken");
            assertThat(People.error(units.create(
                            system,
                            new Units.NewUnit("sz-digital", "数字科技处", "", Kind.DIVISION, "320500", bureau.id()))))
                    .isEqualTo("done");
        }
    }
}
