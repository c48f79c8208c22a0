package dev.kechuang.record;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Figures over records. A figure is live and exact at every moment: it is what the folded cells hold plus what is not
 * folded yet, read in one snapshot. With {@link RecordFilter#asOf} it reads to a position and is the same for ever.
 */
public interface Figures {

    /** Flow: the sum over the filter's period. */
    Figure total(RecordFilter filter);

    /** Stock (存量): the sum of everything up to and including the day. */
    default Figure stock(RecordFilter filter, LocalDate day) {
        return total(filter.upTo(day));
    }

    /** The figure cut by one thing; groups without records are absent. Sorted by key. */
    List<Group> breakdown(RecordFilter filter, Cut cut);

    /**
     * Distinct organisations whose counts in the filter sum to more than zero: had at least one in the period, or with
     * {@link RecordFilter#upTo} are in the stock on the day. Never the sum of parts.
     */
    long organisations(RecordFilter filter);

    /**
     * Distinct organisations in each month or year of the filter's period, which has to be whole ones. Periods without
     * any are absent.
     *
     * @param period {@link Cut.Month} or {@link Cut.Year}
     * @param byRegion for each of the records' own region codes; otherwise the filter's regions together
     * @throws IllegalArgumentException for another cut, or a period that starts or ends inside of a month or year
     */
    List<Distinct> organisations(RecordFilter filter, Cut period, boolean byRegion);

    /**
     * Distinct organisations in the stock at the end of each month from first to last; every month is there as soon as
     * any organisation was. The filter's own period is left aside.
     */
    List<Distinct> organisationsInStock(RecordFilter filter, YearMonth first, YearMonth last, boolean byRegion);

    /**
     * Regions that any organisation ever counted for in records of the kind. Where a set of regions holds one of them
     * only, its distinct organisations are that one's; of several they have to be united.
     */
    List<String> organisationRegions(String kind);

    /** Names of the dimensions that records of the kind have, sorted; of those that are folded already. */
    List<String> dimensions(String kind);

    /** Gives everything committed its position and answers the last: what a freeze reads to. */
    long freeze();

    /**
     * @param count sum of counts
     * @param amountFen sum of amounts in fen
     * @param records how many records stand behind it, reversals included
     */
    record Figure(long count, long amountFen, long records) {
        public static final Figure ZERO = new Figure(0, 0, 0);
    }

    /** @param key month as {@code 2026-11}, year as {@code 2026}, region or zone code, dimension value; empty for none */
    record Group(String key, long count, long amountFen, long records) {}

    /**
     * @param period month as {@code 2026-11} or year as {@code 2026}
     * @param region empty where the regions are counted together
     */
    record Distinct(String period, String region, long organisations) {}

    /** What a figure is cut by. */
    sealed interface Cut {
        record Month() implements Cut {}

        record Year() implements Cut {}

        record Region() implements Cut {}

        record Zone() implements Cut {}

        record Dimension(String name) implements Cut {}
    }
}
