package dev.kechuang.registry.web;

import dev.kechuang.identity.Accounts;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.RegistrationService;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Registration of an organisation by its first person, in three steps: the licence, the organisation, the account. What
 * was entered travels along in the form; nothing is kept before the last step.
 */
@Controller
@Allow(everyone = true)
public class RegistrationController {

    private static final List<String> ACCOUNT = List.of("login", "name", "phone", "email", "password");

    private static final List<String> STEPS = List.of(
            "registry.register.step1", "registry.register.step2", "registry.register.step3", "registry.register.step4");

    private final RegistrationService registration;
    private final Labels labels;

    RegistrationController(RegistrationService registration, Labels labels) {
        this.registration = registration;
        this.labels = labels;
    }

    /** @param step 1 to 3, and 4 when it is done */
    public record Page(
            int step,
            List<Step> steps,
            Form form,
            List<Option> kinds,
            List<Option> districts,
            List<Option> zones,
            List<Option> industries,
            String confirmedBy,
            List<String> hidden) {}

    @GetMapping("/register")
    String start(Locale locale, Model model) {
        return page(1, Form.EMPTY, "", locale, model);
    }

    @PostMapping("/register")
    String next(@RequestParam Map<String, String> posted, Locale locale, Model model, HttpServletResponse response) {
        int step = Math.clamp(Pages.number(posted.getOrDefault("step", "1")), 1, 3);
        if (posted.containsKey("back")) return page(Math.max(1, step - 1), Form.of(posted), "", locale, model);
        List<FieldError> errors = switch (step) {
            case 1 -> licence(posted);
            case 2 -> organisation(posted);
            default -> List.of();
        };
        if (!errors.isEmpty()) {
            response.setStatus(422);
            return page(step, Form.of(posted).with(errors), "", locale, model);
        }
        if (step < 3) return page(step + 1, Form.of(posted), "", locale, model);
        return finish(posted, locale, model, response);
    }

    private List<FieldError> licence(Map<String, String> posted) {
        var errors = checked(posted).stream()
                .filter(error ->
                        error.field().equals("creditCode") || error.field().equals("name"))
                .toList();
        if (!errors.isEmpty()) return errors;
        return registration
                .free(CreditCode.normalise(posted.getOrDefault("creditCode", "")))
                .fold(code -> List.of(), refusals -> refusals);
    }

    private List<FieldError> organisation(Map<String, String> posted) {
        return checked(posted);
    }

    private List<FieldError> checked(Map<String, String> posted) {
        return registration.check(Pages.organisation(posted)).fold(data -> List.of(), errors -> errors);
    }

    private String finish(Map<String, String> posted, Locale locale, Model model, HttpServletResponse response) {
        var applicant = new Accounts.NewApplicant(
                posted.getOrDefault("account.login", "").strip(),
                posted.getOrDefault("account.name", "").strip(),
                posted.getOrDefault("account.phone", "").strip(),
                posted.getOrDefault("account.email", "").strip(),
                posted.getOrDefault("account.password", "").toCharArray());
        var errorsOfForm = new ArrayList<>(RegistrationService.missing(applicant));
        if (!posted.getOrDefault("account.password", "").equals(posted.getOrDefault("repeat", ""))) {
            errorsOfForm.add(FieldError.of("repeat", "registry.error.repeat"));
        }
        var outcome = errorsOfForm.isEmpty()
                ? registration.register(Pages.organisation(posted), applicant)
                : Outcome.<Organisation>refused(errorsOfForm);
        return switch (outcome) {
            case Outcome.Done<Organisation>(var made) ->
                page(
                        4,
                        Form.of(Map.of("name", made.name())),
                        labels.place(locale, made.region(), made.zone()),
                        locale,
                        model);
            case Outcome.Refused<Organisation>(var errors) -> {
                response.setStatus(422);
                boolean account = errors.stream()
                        .allMatch(error -> error.field().startsWith("account.")
                                || error.field().equals("repeat"));
                boolean licence =
                        errors.stream().anyMatch(error -> error.field().equals("creditCode"));
                yield page(account ? 3 : licence ? 1 : 2, Form.of(posted).with(errors), "", locale, model);
            }
        };
    }

    private String page(int step, Form form, String confirmedBy, Locale locale, Model model) {
        var steps = new ArrayList<Step>();
        for (int i = 1; i <= 4; i++) {
            steps.add(new Step(
                    labels.text(locale, STEPS.get(i - 1)),
                    i < step || step == 4 ? Step.State.DONE : i == step ? Step.State.CURRENT : Step.State.AHEAD,
                    ""));
        }
        // A password is typed again when a page comes back: it does not travel in hidden fields.
        var values = new HashMap<>(form.values());
        values.remove("account.password");
        values.remove("repeat");
        model.addAttribute(
                "model",
                new Page(
                        step,
                        steps,
                        new Form(Map.copyOf(values), form.errors()),
                        labels.kinds(locale),
                        labels.districts(locale, Viewer.PUBLIC),
                        labels.zones(locale, Viewer.PUBLIC),
                        labels.industries(locale),
                        confirmedBy,
                        hidden(step)));
        return "registry/register";
    }

    /** Fields a step does not show, carried along. */
    private static List<String> hidden(int step) {
        var hidden = new ArrayList<String>();
        if (step != 1) hidden.addAll(List.of("creditCode", "name"));
        if (step != 2) {
            OrganisationData.FIELDS.stream()
                    .filter(field -> !field.equals("creditCode") && !field.equals("name"))
                    .forEach(hidden::add);
        }
        if (step != 3)
            ACCOUNT.stream().filter(f -> !f.equals("password")).forEach(field -> hidden.add("account." + field));
        return hidden;
    }
}
