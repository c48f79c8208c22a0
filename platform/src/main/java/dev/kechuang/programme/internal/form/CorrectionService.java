package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.form.Correction.Point;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The applicant answers each point of a return (补正答复). */
@Service
public class CorrectionService {

    private static final int LONGEST = 2_000;

    private final FormService forms;
    private final Corrections corrections;
    private final Clock clock;

    public CorrectionService(FormService forms, Corrections corrections, Clock clock) {
        this.forms = forms;
        this.corrections = corrections;
        this.clock = clock;
    }

    /** @param version of the answer that was in sight, 0 for none */
    public record Given(String point, String answer, int version) {}

    /**
     * Keeps answers as typed. What somebody else of the organisation wrote since is not written over: the error tells it.
     */
    public Outcome<Correction> answer(Viewer viewer, UUID application, List<Given> given) {
        return forms.writing(viewer, application, found -> {
            Correction open = corrections.open(found).orElse(null);
            if (open == null) return Outcome.refused(FieldError.of("", "form.error.closed"));
            var errors = new ArrayList<FieldError>();
            for (Given one : given) {
                Point point = open.point(one.point()).orElse(null);
                String text = one.answer().strip();
                if (point == null) {
                    errors.add(FieldError.of("", "form.error.noPoint", one.point()));
                } else if (text.length() > LONGEST) {
                    errors.add(FieldError.of(point.field(), "form.error.long", LONGEST));
                } else if (!text.equals(point.answer())
                        && !corrections.write(
                                application,
                                open.event(),
                                point,
                                one.version(),
                                text,
                                viewer.requireAccount(),
                                viewer.name(),
                                clock.instant())) {
                    errors.add(FieldError.of(point.field(), "form.error.answered", point.by(), point.answer()));
                }
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            return Outcome.done(corrections.open(found).orElseThrow());
        });
    }

    /** Points without an answer. */
    static List<FieldError> problems(Correction correction) {
        return correction.points().stream()
                .filter(point -> point.answer().isBlank())
                .map(point -> FieldError.of(
                        point.field(), "form.problem.unanswered", point.asked().zh()))
                .toList();
    }
}
