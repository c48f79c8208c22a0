package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Granting documents (认定文件): each stands once, by its number and body, with its scan. */
@Component
public class TitleDocuments {

    public static final String FILES = "registry.titleDocument";

    private final TitleStore store;
    private final TitleRules rules;
    private final AuditLog audit;
    private final FileStore files;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TitleDocuments(
            TitleStore store,
            TitleRules rules,
            AuditLog audit,
            FileStore files,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.audit = audit;
        this.files = files;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The same number and body again is the document that is there; a scan it lacks is added. */
    Outcome<TitleDocument> enter(Viewer actor, NewDocument typed) {
        var errors = rules.document(typed);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        var document = new NewDocument(
                typed.number().strip(), typed.title().strip(), typed.body().strip(), typed.issuedOn(), typed.file());
        return transactions.execute(status -> entered(actor, document));
    }

    private Outcome<TitleDocument> entered(Viewer actor, NewDocument document) {
        UUID file = document.file();
        if (file != null && files.find(actor, file).isEmpty()) {
            return Outcome.refused(FieldError.of("file", "title.error.file"));
        }
        var made = store.insert(document, actor, clock.instant());
        var kept = made.or(() -> store.document(document.number(), document.body()))
                .orElseThrow();
        if (made.isEmpty() && !kept.issuedOn().equals(document.issuedOn())) {
            return Outcome.refused(FieldError.of(
                    "issuedOn", "title.error.otherDay", kept.issuedOn().toString()));
        }
        if (file != null && (made.isPresent() || kept.file() == null)) {
            if (made.isEmpty()) store.setFile(kept.id(), file);
            files.attach(file, FILES, kept.id().toString());
        }
        if (made.isPresent()) {
            audit.append(
                    actor,
                    AuditEvent.of("registry.titleDocument", "titleDocument", kept.id(), kept.number())
                            .with(Map.of(
                                    "body",
                                    kept.body(),
                                    "issuedOn",
                                    kept.issuedOn().toString())));
        }
        return Outcome.done(store.document(kept.id()).orElseThrow());
    }

    /** The granting body of a certificate: the one named, else the document's. */
    Outcome<String> issuer(Certificate certificate) {
        if (certificate.document() == null) return Outcome.done(certificate.grantedBy());
        return store.document(certificate.document())
                .map(document ->
                        Outcome.done(certificate.grantedBy().isEmpty() ? document.body() : certificate.grantedBy()))
                .orElseGet(() -> Outcome.refused(FieldError.of("document", "title.error.noDocument")));
    }
}
