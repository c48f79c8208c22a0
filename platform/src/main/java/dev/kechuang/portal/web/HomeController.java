package dev.kechuang.portal.web;

import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page (工作台) of everybody who is logged in, put together from what the modules have for the viewer. */
@Controller
class HomeController {

    private final List<HomeSource> sources;

    HomeController(List<HomeSource> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(HomeSource::order))
                .toList();
    }

    @Allow(anyRole = true)
    @GetMapping("/home")
    String home(Viewer viewer, Locale locale, Model model) {
        var cards = sources.stream()
                .map(source -> source.card(viewer, locale))
                .flatMap(Optional::stream)
                .toList();
        model.addAttribute("home", new HomePage(cards, emptyHint(viewer)));
        return "portal/home";
    }

    /** What somebody can do while nothing waits depends on what the person is here for. */
    static String emptyHint(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return "portal.home.empty.administrator";
        if (viewer.isOfficer()) return "portal.home.empty.officer";
        if (viewer.is(Role.APPLICANT)) return "portal.home.empty.applicant";
        if (viewer.roles().isEmpty()) return "portal.home.empty.withoutRole";
        return "portal.home.empty.other";
    }
}
