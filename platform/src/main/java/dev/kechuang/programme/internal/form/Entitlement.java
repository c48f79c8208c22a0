package dev.kechuang.programme.internal.form;

import dev.kechuang.policy.Decided;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.form.FormService.Opened;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sum a policy gives an application (政策核定金额), where the programme's money goes by a policy. */
public interface Entitlement {

    /** @param fen null while a fact is missing that the sum depends on */
    record Computed(@Nullable Long fen, Decided decided) {}

    /** Empty where the money does not go by a policy. */
    Optional<Computed> of(Definition definition, Opened opened, LocalDate day);
}
