package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.OrganisationStore.Change;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The history of an organisation in words. */
@Component
class OrganisationHistory {

    private final Labels labels;

    OrganisationHistory(Labels labels) {
        this.labels = labels;
    }

    List<TimelineEntry> entries(List<Change> rows, Locale locale) {
        var entries = new ArrayList<TimelineEntry>();
        for (Change change : rows) {
            entries.add(new TimelineEntry(
                    Pages.day(change.changedAt()),
                    change.actor(),
                    labels.text(locale, "audit.action." + change.action()),
                    note(change, locale),
                    switch (change.action()) {
                        case "registry.return" -> Tone.RETURNED;
                        case "registry.confirm", "registry.create" -> Tone.PASSED;
                        case "registry.close", "registry.merge" -> Tone.FAILED;
                        default -> Tone.IN_PROGRESS;
                    }));
        }
        return entries;
    }

    private String note(Change change, Locale locale) {
        var note = new StringBuilder(change.reason());
        change.changes().forEach((field, values) -> {
            if (!note.isEmpty()) note.append("；");
            if (field.equals("person")) {
                note.append(labels.text(
                        locale,
                        "registry.changed",
                        labels.text(locale, "registry.tab.people"),
                        labels.person(locale, values.getFirst()),
                        labels.person(locale, values.getLast())));
                return;
            }
            note.append(labels.text(
                    locale,
                    "registry.changed",
                    labels.text(locale, "registry.field." + field),
                    labels.value(locale, field, values.getFirst()),
                    labels.value(locale, field, values.getLast())));
        });
        return note.toString();
    }
}
