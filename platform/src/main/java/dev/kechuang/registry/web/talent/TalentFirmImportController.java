package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.PerformanceImport;
import dev.kechuang.registry.web.ImportPages;
import dev.kechuang.registry.web.Imports;
import dev.kechuang.registry.web.SheetImportController;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Half-years of talent-led firms from Excel. */
@Controller
@RequestMapping("/talent-firms/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TalentFirmImportController extends SheetImportController {

    /** Joins the imports that the JSON interface knows. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Imports.Kind talentFirmsImportKind(PerformanceImport imports, TalentLabels labels) {
            return new Imports.Kind(
                    "talent-firms",
                    imports,
                    "/talent-firms/import",
                    "talent.firmImport.",
                    "talent.firmExcel.template",
                    "/talent-firms",
                    "talent.firms",
                    List.of("firm", "creditCode", "year", "half", "revenue"),
                    (locale, field) -> labels.text(locale, "talent.field." + field));
        }
    }

    TalentFirmImportController(Imports imports, ImportPages pages) {
        super("talent-firms", imports, pages);
    }
}
