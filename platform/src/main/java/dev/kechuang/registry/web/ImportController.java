package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Organisations from Excel. */
@Controller
@RequestMapping("/organisations/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ImportController extends SheetImportController {

    ImportController(Imports imports, ImportPages pages) {
        super("organisations", imports, pages);
    }
}
