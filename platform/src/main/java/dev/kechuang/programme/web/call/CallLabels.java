package dev.kechuang.programme.web.call;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Words of calls in the viewer's language. */
@Component
class CallLabels {

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;
    private final Decisions decisions;

    CallLabels(Texts texts, Regions regions, CodeLists codes, Decisions decisions) {
        this.decisions = decisions;
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String programme(Locale locale, Call call) {
        return english(locale) && !call.programmeEnglish().isEmpty() ? call.programmeEnglish() : call.programmeName();
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    Tag phase(Locale locale, Call.Phase phase) {
        return new Tag(
                texts.text(locale, "call.phase." + phase.name().toLowerCase(Locale.ROOT)),
                switch (phase) {
                    case DRAFT, CLOSED -> Tone.DRAFT;
                    case UPCOMING -> Tone.IN_PROGRESS;
                    case OPEN -> Tone.PASSED;
                    case CANCELLED -> Tone.FAILED;
                });
    }

    /** Name of a track or field of the definition. */
    String quota(Locale locale, Definition definition, String on, String code) {
        if (on.equals("track")) {
            return definition.tracks().stream()
                    .filter(track -> track.code().equals(code))
                    .findFirst()
                    .map(track -> track.name().in(locale))
                    .orElse(code);
        }
        return field(locale, code);
    }

    /** Bounds of tracks and fields as a correction keeps them: {@code track basic 20 -; field electronics - 300}. */
    String quotas(Locale locale, Definition definition, String kept) {
        if (kept.isEmpty()) return texts.text(locale, "call.quotas.none");
        return Arrays.stream(kept.split("; "))
                .map(each -> {
                    String[] parts = each.split(" ");
                    if (parts.length != 4) return each;
                    var said = new ArrayList<String>();
                    if (!parts[2].equals("-")) said.add(texts.text(locale, "call.quotas.applications", parts[2]));
                    if (!parts[3].equals("-")) said.add(texts.text(locale, "call.quotas.budget", parts[3]));
                    return quota(locale, definition, parts[0], parts[1]) + " " + join(locale, said);
                })
                .collect(Collectors.joining(english(locale) ? "; " : "；"));
    }

    private static String join(Locale locale, List<String> each) {
        return String.join(english(locale) ? ", " : "、", each);
    }

    /** Kinds of organisations that may apply; empty for all. */
    String applicants(Locale locale, Definition definition) {
        return join(
                locale,
                definition.applicants().stream()
                        .map(kind -> texts.text(locale, "registry.kind." + kind))
                        .toList());
    }

    /** Name of a policy; its id where the packs have it no longer. */
    String policy(Locale locale, String id) {
        return decisions
                .find(id)
                .map(found -> found.policy())
                .map(policy -> english(locale) && !policy.english().isEmpty() ? policy.english() : policy.name())
                .orElse(id);
    }

    /** Categories of the programme; empty for none. */
    String tracks(Locale locale, Definition definition) {
        return join(
                locale,
                definition.tracks().stream()
                        .map(track -> track.name().in(locale))
                        .toList());
    }

    /** What one gets: prizes by place, fixed sums, bounds; empty for a programme that gives no money. */
    String grant(Locale locale, Definition definition) {
        var grant = definition.money();
        if (grant == null) return "";
        var said = new ArrayList<String>();
        said.add(
                switch (grant.mode()) {
                    case REQUESTED -> texts.text(locale, "definition.money.requested");
                    case POLICY ->
                        texts.text(locale, "definition.money.policy", policy(locale, String.valueOf(grant.benefit())));
                    case FIXED -> fixed(locale, definition, grant);
                    case RANK -> ranks(locale, grant.byRank());
                });
        if (grant.mostFen() > 0) {
            said.add(texts.text(locale, "definition.money.most") + " " + sum(locale, grant.mostFen()));
        }
        if (grant.leastFen() > 0) {
            said.add(texts.text(locale, "definition.money.least") + " " + sum(locale, grant.leastFen()));
        }
        return String.join(english(locale) ? "; " : "；", said);
    }

    private String fixed(Locale locale, Definition definition, Definition.Grant grant) {
        if (grant.byTrack().isEmpty()) return sum(locale, grant.fixedFen());
        return join(
                locale,
                grant.byTrack().stream()
                        .map(each -> quota(locale, definition, "track", each.track()) + " " + sum(locale, each.fen()))
                        .toList());
    }

    private String ranks(Locale locale, List<Definition.Grant.RankSum> sums) {
        var said = new ArrayList<String>();
        int from = 1;
        for (var each : sums) {
            String places = from == each.to() ? String.valueOf(from) : from + "–" + each.to();
            said.add(texts.text(locale, "definition.money.rank", places, sum(locale, each.fen())));
            from = each.to() + 1;
        }
        return join(locale, said);
    }

    private String sum(Locale locale, long fen) {
        var yuan = new Money(fen).inYuan();
        return texts.text(locale, "definition.sum", Figures.exact(english(locale) ? yuan : yuan.movePointLeft(4)));
    }

    /** How many may be handed in by one; empty for no limit. */
    String limits(Locale locale, Definition.Limits limits) {
        var said = new ArrayList<String>();
        if (limits.perApplicant() > 0) said.add(texts.text(locale, "call.limit.applicant", limits.perApplicant()));
        if (limits.perTrack() > 0) said.add(texts.text(locale, "definition.limit.track", limits.perTrack()));
        if (limits.perField() > 0) said.add(texts.text(locale, "definition.limit.field", limits.perField()));
        if (limits.perLeader() > 0) said.add(texts.text(locale, "definition.limit.leader", limits.perLeader()));
        return String.join(english(locale) ? "; " : "；", said);
    }

    String field(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> english(locale) && !field.en().isEmpty() ? field.en() : field.name())
                .orElse(code);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
