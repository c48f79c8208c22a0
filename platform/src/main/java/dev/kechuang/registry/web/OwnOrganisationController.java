package dev.kechuang.registry.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** One address for everybody's own organisation, for menus and messages. */
@Controller
@Allow(Role.APPLICANT)
class OwnOrganisationController {

    @GetMapping("/my/organisation")
    String own(Viewer viewer) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return "redirect:/organisations/" + viewer.organisation();
    }
}
