package dev.kechuang.registry;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Intellectual property rights (知识产权) for other modules. Not scoped: the caller decides who asks. */
public interface IntellectualProperties {

    /**
     * Granted rights of organisations as dated events, for the facts of policies; also those that have ended. One
     * statement, however many are asked for.
     *
     * @return by organisation and grant, oldest first
     */
    List<DatedRight> dated(Collection<UUID> organisations);

    /**
     * Those of the organisations that are known to have no right: stated by them and confirmed. Of others without a right
     * on the register it is not known.
     *
     * @return the day on which each stated it; before that it is not known
     */
    Map<UUID, LocalDate> without(Collection<UUID> organisations);

    /**
     * A right of one of its owners.
     *
     * @param since first day on which this owner had it; may lie behind the grant when it was bought
     * @param until last day on which it is valid in this owner's hands, null for no end
     * @param supportsProduct whether it supports the owner's main product, null where nobody has said
     */
    record DatedRight(
            UUID organisation,
            UUID right,
            RightKind kind,
            LocalDate granted,
            LocalDate since,
            @Nullable LocalDate until,
            Obtained obtained,
            boolean usedForHnte,
            @Nullable Boolean supportsProduct) {}

    /** How an owner came to have it (取得方式). */
    enum Obtained {
        SELF("自主研发"),
        BOUGHT("受让"),
        DONATED("受赠"),
        MERGER("并购");

        private final String word;

        Obtained(String word) {
            this.word = word;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The word of the fact dictionary. */
        public String word() {
            return word;
        }

        public static Optional<Obtained> of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst();
        }
    }
}
