package dev.kechuang.plan.internal.opinion;

import dev.kechuang.shared.desk.Coded;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A collection form (征集表).
 *
 * @param open whether every firm finds it; otherwise it goes to firms of the regions that hold one of the titles and
 *     work in one of the industries (each empty for any)
 * @param invited firms it was sent to
 * @param answered firms that answered
 * @param opinions opinions that came of it
 */
public record OpinionForm(
        UUID id,
        int version,
        String title,
        String purpose,
        List<Question> questions,
        boolean open,
        List<String> regions,
        List<String> titles,
        List<String> industries,
        State state,
        LocalDate closesOn,
        String region,
        String createdName,
        int invited,
        int answered,
        int opinions) {

    public enum State implements Coded {
        DRAFT,
        /** 征集中. */
        COLLECTING,
        CLOSED
    }
}
