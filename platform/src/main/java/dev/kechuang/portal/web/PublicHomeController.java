package dev.kechuang.portal.web;

import dev.kechuang.portal.internal.PublicFigures;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.RegionMap;
import java.math.BigDecimal;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, for people who have not logged in. */
@Controller
class PublicHomeController {

    private final PublicFigures figures;
    private final Texts texts;

    PublicHomeController(PublicFigures figures, Texts texts) {
        this.figures = figures;
        this.texts = texts;
    }

    @Allow(everyone = true)
    @GetMapping("/")
    String home(Viewer viewer, Locale locale, Model model) {
        if (!viewer.isPublic()) return "redirect:/home";
        var organisations = figures.organisations();
        model.addAttribute("home", new PublicHome(organisations.total(), map(organisations, locale)));
        return "portal/publicHome";
    }

    private RegionMap map(PublicFigures.Organisations organisations, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        var areas = organisations.counties().stream()
                .map(county -> new RegionMap.Area(
                        county.region().code(),
                        english ? county.region().en() : county.region().name(),
                        county.organisations() == null ? null : BigDecimal.valueOf(county.organisations()),
                        ""))
                .toList();
        return new RegionMap(
                "organisations",
                texts.text(locale, "portal.public.organisations"),
                texts.text(locale, "portal.public.organisations.unit"),
                texts.text(
                        locale,
                        "portal.public.organisations.asOf",
                        organisations.asOf().toString(),
                        PublicFigures.SMALLEST),
                areas,
                null);
    }
}
