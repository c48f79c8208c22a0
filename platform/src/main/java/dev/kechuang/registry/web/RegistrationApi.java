package dev.kechuang.registry.web;

import dev.kechuang.identity.Accounts;
import dev.kechuang.registry.internal.RegistrationService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.ApiProblems;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Registration of an organisation by its first person as JSON, for everybody, as often as the page allows. */
@RestController
@Allow(everyone = true)
class RegistrationApi {

    private final RegistrationService registration;
    private final ApiProblems problems;

    RegistrationApi(RegistrationService registration, ApiProblems problems) {
        this.registration = registration;
        this.problems = problems;
    }

    /**
     * @param organisation the fields of the page
     * @param account login, name, phone, email, password
     */
    record Registration(
            @Nullable Map<String, @Nullable String> organisation,
            @Nullable Map<String, @Nullable String> account) {}

    @PostMapping("/api/registry/registrations")
    ResponseEntity<?> register(@RequestBody Registration body, Locale locale) {
        var account = Pages.given(body.account());
        var applicant = new Accounts.NewApplicant(
                account.getOrDefault("login", "").strip(),
                account.getOrDefault("name", "").strip(),
                account.getOrDefault("phone", "").strip(),
                account.getOrDefault("email", "").strip(),
                account.getOrDefault("password", "").toCharArray());
        return problems.answer(registration.register(Pages.given(body.organisation()), applicant), locale);
    }
}
