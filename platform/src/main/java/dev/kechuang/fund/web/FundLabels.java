package dev.kechuang.fund.web;

import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.Source;
import dev.kechuang.fund.internal.BankAccount;
import dev.kechuang.fund.internal.Ledger;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.SubjectLink;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What codes are called in the reader's language, and the choices that forms and filters offer. */
@Component
public class FundLabels {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Regions regions;
    private final List<SubjectLink> links;

    FundLabels(Texts texts, Regions regions, List<SubjectLink> links) {
        this.texts = texts;
        this.regions = regions;
        this.links = List.copyOf(links);
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    String source(Locale locale, Source source) {
        return text(locale, "fund.source." + source.code());
    }

    String account(Locale locale, String kind) {
        return text(locale, "fund.account." + kind);
    }

    /** Where money came from and where it went, e.g. 可用 → 预留. */
    String way(Locale locale, List<String> from, List<String> to) {
        return names(locale, from) + " → " + names(locale, to);
    }

    private String names(Locale locale, List<String> kinds) {
        return kinds.stream().map(kind -> account(locale, kind)).collect(Collectors.joining("、"));
    }

    String posting(Locale locale, String kind) {
        return text(locale, "fund.posting." + kind);
    }

    String contribution(Locale locale, Contribution.From from) {
        return text(locale, "fund.contribution." + from.code());
    }

    Tag instalment(Locale locale, Instalment one) {
        return new Tag(
                text(locale, "fund.instalment." + one.state().code()),
                switch (one.state()) {
                    case PLANNED, CANCELLED -> Tone.DRAFT;
                    case DUE -> one.returned().isEmpty() ? Tone.IN_PROGRESS : Tone.RETURNED;
                    case ORDERED -> Tone.IN_PROGRESS;
                    case PAID -> Tone.PASSED;
                });
    }

    Tag payment(Locale locale, PaymentOrder.State state) {
        return new Tag(
                text(locale, "fund.payment." + state.code()),
                switch (state) {
                    case MADE, APPROVED, SENT -> Tone.IN_PROGRESS;
                    case SETTLED -> Tone.PASSED;
                    case RETURNED -> Tone.RETURNED;
                    case REFUSED -> Tone.FAILED;
                    case WITHDRAWN -> Tone.DRAFT;
                });
    }

    Tag bankAccount(Locale locale, BankAccount.State state) {
        return new Tag(
                text(locale, "fund.bankAccount." + state.code()),
                switch (state) {
                    case ENTERED -> Tone.IN_PROGRESS;
                    case CONFIRMED -> Tone.PASSED;
                    case DOUBTFUL -> Tone.RETURNED;
                    case REFUSED -> Tone.FAILED;
                    case REPLACED -> Tone.DRAFT;
                });
    }

    List<Option> sources(Locale locale) {
        return Arrays.stream(Source.values())
                .map(source -> new Option(source.code(), source(locale, source)))
                .toList();
    }

    List<Option> contributions(Locale locale) {
        return Arrays.stream(Contribution.From.values())
                .map(from -> new Option(from.code(), contribution(locale, from)))
                .toList();
    }

    List<Option> postings(Locale locale) {
        return Arrays.stream(Ledger.Kind.values())
                .map(kind -> new Option(kind.code(), posting(locale, kind.code())))
                .toList();
    }

    List<Option> payments(Locale locale) {
        return Arrays.stream(PaymentOrder.State.values())
                .map(state -> new Option(state.code(), text(locale, "fund.payment." + state.code())))
                .toList();
    }

    /** The city and its counties and zones, as far as the viewer works for them. */
    List<Option> regions(Locale locale, Viewer viewer, LocalDate today) {
        var all = new ArrayList<Region>();
        all.add(regions.city());
        all.addAll(regions.children(regions.city().code(), today));
        return all.stream()
                .filter(region -> viewer.regions().contains(region.code()))
                .map(region -> new Option(region.code(), region(locale, region.code())))
                .toList();
    }

    /** Leads to the thing behind a reference, where a module knows it. */
    Cell reference(Locale locale, String reference, String label) {
        for (SubjectLink link : links) {
            var path = link.path(reference);
            if (path.isPresent()) return Cell.link(label.isEmpty() ? text(locale, "fund.behind") : label, path.get());
        }
        return Cell.text(label.isEmpty() ? reference : label);
    }

    Kpi kpi(Locale locale, String key, Money money, String path) {
        return new Kpi(
                text(locale, key),
                Figures.wan(money),
                text(locale, "shared.wan"),
                null,
                Figures.yuan(money) + " " + text(locale, "fund.yuan"),
                path);
    }

    /** With this part's share of a whole. */
    Kpi kpi(Locale locale, String key, Money money, Money whole, String path) {
        String share = whole.fen() == 0
                ? ""
                : text(
                        locale,
                        "fund.ofBudget",
                        Figures.decimal(
                                java.math.BigDecimal.valueOf(money.fen())
                                        .movePointRight(2)
                                        .divide(
                                                java.math.BigDecimal.valueOf(whole.fen()),
                                                1,
                                                java.math.RoundingMode.HALF_UP),
                                1));
        return new Kpi(text(locale, key), Figures.wan(money), text(locale, "shared.wan"), null, share, path);
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
