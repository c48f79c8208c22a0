package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.TalentImport;
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

/** Talents from Excel. */
@Controller
@RequestMapping("/talents/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class TalentImportController extends SheetImportController {

    /** Joins the imports that the JSON interface knows. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Imports.Kind talentsImportKind(TalentImport imports, TalentLabels labels) {
            return new Imports.Kind(
                    "talents",
                    imports,
                    "/talents/import",
                    "talent.import.",
                    "talent.excel.template",
                    "/talents",
                    "talent.talents",
                    List.of("name", "unit", "plan", "level", "awardedOn"),
                    (locale, field) -> labels.text(locale, "talent.field." + field));
        }
    }

    TalentImportController(Imports imports, ImportPages pages) {
        super("talents", imports, pages);
    }
}
