package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.internal.expert.ExpertImport;
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

/** People of the pool from Excel. */
@Controller
@RequestMapping("/experts/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ExpertImportController extends SheetImportController {

    /** Joins the imports that the JSON interface knows. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Imports.Kind expertImportKind(ExpertImport imports, ExpertLabels labels) {
            return new Imports.Kind(
                    "experts",
                    imports,
                    "/experts/import",
                    "expert.import.",
                    "expert.excel.template",
                    "/experts",
                    "expert.experts",
                    List.of("name", "unit", "serves", "fields"),
                    (locale, field) -> labels.text(locale, "expert.field." + field));
        }
    }

    ExpertImportController(Imports imports, ImportPages pages) {
        super("experts", imports, pages);
    }
}
