package dev.kechuang.identity.internal;

import dev.kechuang.shared.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What a login name, a name, a telephone number and an e-mail address have to look like. */
final class PersonRules {

    private PersonRules() {}

    static List<FieldError> login(String login) {
        String text = AccountStore.normalise(login);
        if (text.isEmpty()) return List.of(FieldError.of("login", "identity.person.loginMissing"));
        if (!text.matches("[a-z0-9][a-z0-9._@-]{2,63}"))
            return List.of(FieldError.of("login", "identity.person.loginWrong"));
        return List.of();
    }

    static List<FieldError> person(String name, String phone, String email) {
        var errors = new ArrayList<FieldError>();
        if (name.isBlank()) errors.add(FieldError.of("name", "identity.person.nameMissing"));
        else if (name.strip().length() > 60) errors.add(FieldError.of("name", "identity.person.nameLong", 60));
        if (!phone.isBlank() && !phone.strip().matches("\\+?[0-9][0-9 -]{5,24}"))
            errors.add(FieldError.of("phone", "identity.person.phoneWrong"));
        if (!email.isBlank()
                && (email.strip().length() > 200 || !email.strip().matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")))
            errors.add(FieldError.of("email", "identity.person.emailWrong"));
        return errors;
    }
}
