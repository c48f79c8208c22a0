package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.RightImport;
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

/** Rights from Excel. */
@Controller
@RequestMapping("/ip/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class RightImportController extends SheetImportController {

    /** Joins the imports that the JSON interface knows. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Imports.Kind rightImportKind(RightImport imports, RightLabels labels) {
            return new Imports.Kind(
                    "rights",
                    imports,
                    "/ip/import",
                    "ip.import.",
                    "ip.excel.template",
                    "/ip",
                    "ip.rights",
                    List.of("kind", "title", "applicationNumber", "owner"),
                    (locale, field) -> labels.text(locale, "ip.field." + field));
        }
    }

    RightImportController(Imports imports, ImportPages pages) {
        super("rights", imports, pages);
    }
}
