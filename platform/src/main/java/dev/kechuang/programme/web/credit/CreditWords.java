package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.Standing;
import dev.kechuang.programme.internal.credit.CreditEntry;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How entries, their states and grades are called, and the table that shows them. */
@Component
class CreditWords {

    private final Credit credit;
    private final ApplicationLabels labels;

    CreditWords(Credit credit, ApplicationLabels labels) {
        this.credit = credit;
        this.labels = labels;
    }

    String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    List<Option> events(Locale locale) {
        return credit.rules().events().stream()
                .map(event -> new Option(event.code(), event.name().in(locale)))
                .toList();
    }

    Table table(Locale locale, List<CreditEntry> entries) {
        List<Column<CreditEntry>> columns = List.of(
                Column.text(text(locale, "credit.on"), e -> Cell.text(e.on().toString())),
                Column.title(
                        text(locale, "credit.organisation"),
                        e -> Cell.link(e.organisationName(), "/credit/organisations/" + e.organisation())),
                Column.text(
                        text(locale, "credit.event"),
                        e -> Cell.link(event(locale, e.event()), "/credit/entries/" + e.id())),
                Column.figure(text(locale, "credit.points"), "", e -> points(e)),
                Column.text(text(locale, "credit.person"), e -> Cell.text(e.personName())),
                Column.text(
                        text(locale, "credit.until"),
                        e -> Cell.text(e.until().minusDays(1).toString())),
                Column.text(text(locale, "credit.state"), e -> state(locale, e)));
        return Table.of(text(locale, "credit.list"), columns, entries);
    }

    static Cell points(CreditEntry entry) {
        return new Cell.Figure((entry.points() > 0 ? "+" : "−") + Math.abs(entry.points()), "", "");
    }

    String event(Locale locale, String code) {
        return credit.rules().event(code).map(rule -> rule.name().in(locale)).orElse(code);
    }

    Tag state(Locale locale, CreditEntry entry) {
        var state = entry.state(labels.today());
        return new Tag(
                text(locale, "credit.state." + state.name().toLowerCase(Locale.ROOT)),
                switch (state) {
                    case PROPOSED -> Tone.IN_PROGRESS;
                    case OBJECTED -> Tone.RETURNED;
                    case REVOKED, EXPIRED -> Tone.DRAFT;
                    case COUNTING -> entry.points() < 0 ? Tone.FAILED : Tone.PASSED;
                });
    }

    Tag grade(Locale locale, Standing standing) {
        String name = standing.grade().code() + " " + standing.grade().name().in(locale);
        return new Tag(
                name,
                switch (standing.grade().effect()) {
                    case BONUS, NONE -> Tone.PASSED;
                    case WARNED -> Tone.RETURNED;
                    case BLOCKED -> Tone.FAILED;
                });
    }

    static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
