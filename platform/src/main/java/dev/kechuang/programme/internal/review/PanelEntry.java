package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.ReviewStore.Board;
import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A panel's sheets side by side, as its secretary enters them while it sits (会评现场录入). */
public final class PanelEntry {

    private PanelEntry() {}

    /**
     * An application of the round.
     *
     * @param place in the order of the interviews, 0 where none is set
     * @param sheets that are to be signed
     */
    public record Turn(
            UUID application,
            String number,
            String title,
            int place,
            @Nullable Instant begins,
            int sheets,
            int signed) {

        public boolean done() {
            return sheets > 0 && signed == sheets;
        }
    }

    /** @param turns in the order of the interviews; those without one at the end, by number */
    public record Order(Board board, Review review, List<Turn> turns) {

        public int done() {
            return (int) turns.stream().filter(Turn::done).count();
        }

        /** Place of an application in the order, from 0; -1 where it is none of the round's. */
        public int at(UUID application) {
            for (int i = 0; i < turns.size(); i++) {
                if (turns.get(i).application().equals(application)) return i;
            }
            return -1;
        }

        /** The first that is not signed by all; the first of all where every one is. */
        public @Nullable Turn next() {
            return turns.stream()
                    .filter(turn -> !turn.done())
                    .findFirst()
                    .orElse(turns.isEmpty() ? null : turns.getFirst());
        }
    }

    /**
     * The sheet of an expert.
     *
     * @param id of the assignment
     * @param version counts up whenever the sheet is saved
     * @param own whether the expert is typing it in person: nothing of it is shown before the expert has signed
     * @param errors what keeps it from being signed; empty when it is complete
     * @param total of the points that are right
     * @param dropped whether it is a highest or lowest that the mean leaves out
     * @param by account that typed last
     */
    public record Row(
            UUID id,
            String expert,
            String unit,
            boolean signed,
            int version,
            Map<String, String> points,
            String comment,
            boolean own,
            List<FieldError> errors,
            BigDecimal total,
            boolean dropped,
            @Nullable UUID by,
            @Nullable Instant at) {

        public boolean complete() {
            return !own && errors.isEmpty();
        }

        public boolean empty() {
            return comment.isEmpty() && points.values().stream().allMatch(String::isEmpty);
        }

        /** What keeps it from being signed, as it is told; empty when it is complete. */
        public List<FieldError> why() {
            if (own) return List.of(FieldError.of("", "entry.error.own"));
            return empty() && !signed ? List.of(FieldError.of("", "entry.state.empty")) : errors;
        }

        Row asDropped() {
            return new Row(id, expert, unit, signed, version, points, comment, own, errors, total, true, by, at);
        }
    }

    /**
     * The sheets of an application.
     *
     * @param closed whether the round has ended
     * @param mean what the complete sheets come to by the programme's rule, null while there are none
     */
    public record Grid(
            Application application,
            Review review,
            Sheet sheet,
            boolean closed,
            List<Row> rows,
            @Nullable BigDecimal mean) {

        /** How many sheets go into the mean. */
        public int complete() {
            return (int) rows.stream().filter(Row::complete).count();
        }

        /** Whether sheets may be signed now; while it is with its applicant for correction they are only kept. */
        public boolean signable() {
            return !closed && application.status() != Status.RETURNED;
        }
    }

    /** What came of keeping a row. */
    public sealed interface Saving {
        record Kept(Grid grid) implements Saving {}

        /** Somebody else changed it since it was read: nothing is overwritten. @param by whose change it is, empty for unknown */
        record Rival(Grid grid, Row theirs, String by) implements Saving {}

        record Refused(List<FieldError> errors) implements Saving {}
    }

    /** A sheet that was not signed. */
    public record Left(String expert, List<FieldError> why) {}

    /** @param signed experts whose sheets were signed now */
    public record Signing(List<String> signed, List<Left> left) {}
}
