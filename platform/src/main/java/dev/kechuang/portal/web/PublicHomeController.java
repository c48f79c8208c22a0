package dev.kechuang.portal.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, for people who have not logged in. */
@Controller
class PublicHomeController {

    @Allow(everyone = true)
    @GetMapping("/")
    String home(Viewer viewer) {
        return viewer.isPublic() ? "portal/publicHome" : "redirect:/home";
    }
}
