package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Makes the events of titles as they are appended, and says in words what the database refuses. */
final class TitleEvents {

    private final Clock clock;

    TitleEvents(Clock clock) {
        this.clock = clock;
    }

    static Subject subject(Title title) {
        return new Subject(
                title.id(),
                title.kind(),
                title.level(),
                title.holder(),
                title.name(),
                new Cell(title.organisation(), title.region(), title.zone(), ""));
    }

    TitleEvent certified(
            Subject subject,
            int seq,
            What what,
            LocalDate on,
            Viewer actor,
            Certificate certificate,
            String grantedBy,
            Cell cell,
            TitleKind kind,
            String reason) {
        return new TitleEvent(
                subject.id(),
                seq,
                what,
                on,
                certificate.number(),
                certificate.document(),
                "",
                grantedBy,
                certificate.from(),
                certificate.until(),
                TitleRules.nextEvaluation(kind, certificate.from(), certificate.until()),
                cell,
                TitleRules.stated(kind, certificate.details()),
                reason,
                actor.name(),
                clock.instant());
    }

    /** An event that brings no certificate. */
    TitleEvent plain(
            Title title, int version, What what, LocalDate on, String reason, Viewer actor, @Nullable Cell cell) {
        return new TitleEvent(
                title.id(),
                version + 1,
                what,
                on,
                "",
                null,
                "",
                "",
                null,
                null,
                null,
                cell,
                Map.of(),
                reason,
                actor.isPublic() ? "系统" : actor.name(),
                clock.instant());
    }

    static AuditEvent audited(String action, Title title) {
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", title.kind());
        details.put("level", title.level().code());
        if (!title.number().isEmpty()) details.put("number", title.number());
        details.put("from", title.validFrom().toString());
        if (title.validUntil() != null) details.put("until", title.validUntil().toString());
        if (title.organisation() != null)
            details.put("organisation", title.organisation().toString());
        String label = title.organisationName().isEmpty() ? title.name() : title.organisationName();
        return AuditEvent.of(action, "title", title.id(), label.isEmpty() ? title.region() : label)
                .with(details);
    }

    static FieldError overlap(Title other) {
        return FieldError.of(
                "from",
                "title.error.overlap",
                other.organisationName().isEmpty() ? other.name() : other.organisationName(),
                other.number().isEmpty() ? "—" : other.number(),
                other.validFrom().toString(),
                other.validUntil() == null ? "—" : other.validUntil().toString());
    }

    /** Somebody was faster: what it means for the person. */
    static FieldError refusal(DataIntegrityViolationException e) {
        String message = String.valueOf(e.getMostSpecificCause().getMessage());
        if (message.contains("title_number_once")) return FieldError.of("number", "title.error.numberTaken");
        if (message.contains("title_once")) return FieldError.of("from", "title.error.takenNow");
        if (message.contains("is at version") || message.contains("title_event_pkey")) {
            return FieldError.of("", "title.error.changedMeanwhile");
        }
        throw e;
    }
}
