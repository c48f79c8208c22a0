package dev.kechuang.portal.web;

import dev.kechuang.shared.access.Allow;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows every component in each of its states, with the lines that call it; in demonstration mode only. */
@Controller
@ConditionalOnBooleanProperty("kc.demo")
class ComponentsController {

    private final Samples samples = new Samples();

    @Allow(everyone = true)
    @GetMapping("/components")
    String components(Model model) {
        model.addAttribute("samples", samples);
        return "portal/components";
    }

    /** The page that a dialog is without script. */
    @Allow(everyone = true)
    @GetMapping("/components/confirm")
    String confirm(Model model) {
        model.addAttribute("confirm", samples.confirm());
        return "shared/confirmPage";
    }
}
