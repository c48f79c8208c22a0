package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Organisations to Excel: what the filters of the list show. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class OrganisationExportController {

    private final OrganisationExport export;

    OrganisationExportController(OrganisationExport export) {
        this.export = export;
    }

    @GetMapping("/organisations/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        export.write(parameters, viewer, locale, response);
    }
}
