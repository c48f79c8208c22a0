package dev.kechuang.programme.internal.form;

import dev.kechuang.shared.FieldError;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What keeps an organisation or a person from applying for anything (限制申报), whatever the call. Told before the work
 * begins, and in the way of every first submission. A bean.
 */
public interface Barrier {

    /**
     * @param problem what bars whom until when, with its clause
     * @param path where the applicant can read the evidence; empty for nowhere
     */
    record Bar(FieldError problem, String path) {}

    /** @param idNumber empty where the form does not ask for it */
    record Named(String name, String idNumber) {}

    /** @param people leader and members of the application, as far as they are known */
    List<Bar> against(UUID organisation, List<Named> people, LocalDate day);
}
