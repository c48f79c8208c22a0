package dev.kechuang.registry.internal.title;

import dev.kechuang.record.NewRecord;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.registry.internal.title.TitleStore.Entry;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes titles with all that ever happened to them at once, as the service would have one by one. */
@Component
public class TitleWriter {

    private final TitleStore store;
    private final AllianceStore alliances;
    private final TitleRecords records;

    public TitleWriter(TitleStore store, AllianceStore alliances, TitleRecords records) {
        this.store = store;
        this.alliances = alliances;
        this.records = records;
    }

    /** A title with its events from the first on. */
    public record Whole(Subject subject, List<TitleEvent> events) {}

    public List<UUID> ids(int count) {
        return store.ids(count);
    }

    /** Joins the running transaction. */
    public void write(List<Whole> titles) {
        var spans = new LinkedHashMap<Subject, List<Span>>();
        var entries = new ArrayList<Entry>();
        var counted = new ArrayList<NewRecord>();
        for (Whole title : titles) {
            Subject subject = title.subject();
            for (TitleEvent event : title.events()) {
                entries.add(new Entry(subject.kind(), subject.level(), event, null));
                counted.addAll(TitleRecords.grants(subject, event, title.events()));
            }
            var after = TitleHistory.spans(title.events());
            spans.put(subject, after);
            counted.addAll(
                    TitleRecords.records(subject, title.events().getLast().seq(), List.of(), after));
        }
        store.insert(titles.stream().map(Whole::subject).toList());
        store.append(entries);
        store.insertSpans(spans);
        records.appendAll(counted);
    }

    public TitleDocument document(NewDocument document, Instant now) {
        return store.insert(document, Viewer.PUBLIC, now)
                .or(() -> store.document(document.number(), document.body()))
                .orElseThrow();
    }

    /** Makes an organisation a member of an alliance. */
    public void join(UUID alliance, UUID organisation, String role, LocalDate on) {
        alliances.join(alliance, organisation, role, on, null);
    }
}
