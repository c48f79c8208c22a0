package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.AuditFindings;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What is open in the inbox of the audit, for other modules. */
@Service
class OpenFindings implements AuditFindings {

    private final FindingStore store;

    OpenFindings(FindingStore store) {
        this.store = store;
    }

    @Override
    public Optional<Open> open(Viewer viewer, int limit) {
        if (!Documents.may(viewer)) return Optional.empty();
        var page = store.page(FindingStore.State.OPEN.code(), "", "", KeyPage.At.START, limit);
        return Optional.of(new Open(
                page.total().count(),
                page.items().stream()
                        .map(one -> new Found(
                                one.id(),
                                one.contradicts(),
                                one.title(),
                                one.sentence(),
                                "/indicators/findings/" + one.id()))
                        .toList()));
    }
}
