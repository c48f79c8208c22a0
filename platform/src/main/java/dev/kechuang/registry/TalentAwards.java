package dev.kechuang.registry;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Awards of talents (人才计划入选) that another module decides. Not scoped: the caller decides who may. */
public interface TalentAwards {

    /**
     * Registers that a plan took a person; joins the running transaction. The person is known by the identity number,
     * without one by name and unit, and entered where nobody is. The same award by the same document is registered once,
     * however often it is told. Refused where the plan's award of this level holds already by another document, and where a
     * value is not what the register takes; nothing is written then.
     *
     * @return the person's id
     */
    Outcome<UUID> register(Viewer actor, Award award);

    /**
     * @param identity identity or passport number, empty for none
     * @param organisation whom the person leads or works for
     * @param field code of a technical field, empty for none
     * @param education {@code doctor}, {@code master}, {@code bachelor}, {@code other} or empty
     * @param plan name of the talent plan
     * @param level {@code national}, {@code provincial}, {@code city} or {@code county}
     * @param until last day on which it holds, null for life
     * @param document what it rests on: the number of a document or of the application
     * @param leads whether the person leads the organisation (领衔), which makes it a talent-led firm
     */
    record Award(
            String name,
            String identity,
            UUID organisation,
            String field,
            String position,
            String education,
            String plan,
            String level,
            LocalDate on,
            @Nullable LocalDate until,
            String document,
            boolean leads) {}
}
