package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.ObjectionStore.Filed;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * What became of an objection, for whoever holds its receipt (回执): the number and the secret together. Whether the number or
 * the secret is wrong, nobody is told.
 */
@Service
public class ObjectionReceipts {

    private static final String NOBODYS = ReceiptSecret.digest("");

    private final ObjectionStore store;

    public ObjectionReceipts(ObjectionStore store) {
        this.store = store;
    }

    /** A receipt as it is told to whoever sent the form, and to nobody later. */
    public record Receipt(String number, String secret) implements Serializable {}

    /** Empty unless number and secret belong together. */
    public Optional<Filed> read(String number, String secret) {
        if (number.length() > 40 || secret.length() > 60) return Optional.empty();
        var filed = store.filed(number.strip().toUpperCase(Locale.ROOT));
        String kept = filed.map(Filed::secretDigest).orElse("");
        boolean same = ReceiptSecret.same(kept.isEmpty() ? NOBODYS : kept, ReceiptSecret.digest(secret));
        return kept.isEmpty() || !same ? Optional.empty() : filed;
    }
}
