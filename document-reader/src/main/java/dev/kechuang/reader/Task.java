package dev.kechuang.reader;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work assigned to responsible units (任务): a numbered item that ends with its 责任单位 clause.
 *
 * @param span from the item's number to the end of the clause that names the owners
 * @param heading the item's title without its number
 * @param text the item's wording without number and owners
 * @param ownersClause where the owners are named
 * @param owners all responsible units in the order of the document
 * @param lead units that lead (牵头), a subset of {@code owners}; empty when the text does not tell
 * @param support units that support (配合), a subset of {@code owners}
 * @param deadline last day, when the item names one
 * @param targets the targets stated inside the item
 */
public record Task(
        Span span,
        String heading,
        String text,
        Span ownersClause,
        List<String> owners,
        List<String> lead,
        List<String> support,
        @Nullable LocalDate deadline,
        List<Figure> targets) {
    public Task {
        owners = List.copyOf(owners);
        lead = List.copyOf(lead);
        support = List.copyOf(support);
        targets = List.copyOf(targets);
    }
}
