package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Yearly facts from Excel. */
@Controller
@RequestMapping("/facts/import")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class FactImportController extends SheetImportController {

    FactImportController(Imports imports, ImportPages pages) {
        super("facts", imports, pages);
    }

    /** Facts have no list of their own: the import says what it loaded. */
    @Override
    String afterwards(Imports.Kind kind, UUID id) {
        return kind.base() + "/" + id;
    }
}
