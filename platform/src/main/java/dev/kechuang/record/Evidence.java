package dev.kechuang.record;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records behind a figure (依据), as far as a viewer may open them. */
public interface Evidence {

    /** Newest business date first. Officers see their regions and zones, others what concerns their organisation. */
    Page records(RecordFilter filter, Viewer viewer, KeyPage.At at);

    /** What the filter sums to and how much of it the viewer may not open, without reading the records. */
    Summary summary(RecordFilter filter, Viewer viewer);

    /** Only those booked for a month after it was closed (补记), of all kinds. */
    KeyPage<Item> late(Viewer viewer, KeyPage.At at);

    /**
     * @param figure what the filter sums to, whoever looks
     * @param outside how many of its records lie outside the viewer's scope
     */
    record Page(KeyPage<Item> records, Figures.Figure figure, long outside) {}

    /**
     * @param figure what the filter sums to, whoever looks
     * @param outside how many of its records lie outside the viewer's scope
     */
    record Summary(Figures.Figure figure, long outside) {}

    /**
     * A record as it is shown.
     *
     * @param subject reference to the thing itself
     * @param reverses the record this one takes back, null for none
     * @param reason why it was taken back, null for none
     * @param reversedBy the record that takes this one back, null for none
     * @param position null until sealed
     * @param late booked for a month that was closed already (补记)
     */
    record Item(
            UUID id,
            String kind,
            LocalDate businessDate,
            Instant recordedAt,
            String region,
            @Nullable String zone,
            @Nullable UUID organisation,
            Map<String, String> dimensions,
            int count,
            long amountFen,
            String subject,
            @Nullable UUID reverses,
            @Nullable String reason,
            @Nullable UUID reversedBy,
            @Nullable Long position,
            boolean late) {}
}
