package dev.kechuang.registry.web.ip;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.IpCase;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.Right.State;
import dev.kechuang.registry.internal.ip.RightEntry;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What rights and cases are called in the reader's language, and the choices that forms and filters offer. */
@Component
class RightLabels {

    private final Texts texts;
    private final Regions regions;
    private final Clock clock;

    RightLabels(Texts texts, Regions regions, Clock clock) {
        this.texts = texts;
        this.regions = regions;
        this.clock = clock;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    String kind(Locale locale, RightKind kind) {
        return text(locale, "ip.kind." + kind.code());
    }

    String inClass(Locale locale, String code) {
        return text(locale, "ip.class." + code);
    }

    String obtained(Locale locale, Obtained how) {
        return text(locale, "ip.obtained." + how.code());
    }

    String end(Locale locale, End end) {
        return text(locale, "ip.end." + end.code());
    }

    String yesNo(Locale locale, @Nullable Boolean value) {
        if (value == null) return "";
        return text(locale, value ? "ip.yes" : "ip.no");
    }

    String region(Locale locale, @Nullable String code) {
        if (code == null || code.isEmpty()) return "";
        return regions.find(code)
                .map(region -> pick(locale, region.name(), region.en()))
                .orElse(code);
    }

    String place(Locale locale, String region, @Nullable String zone) {
        String name = region(locale, region);
        return zone == null ? name : name + " · " + region(locale, zone);
    }

    /** Where it stands today. */
    Tag state(Locale locale, Right right) {
        return right.stateOn(today()).map(state -> state(locale, state)).orElseGet(() -> new Tag("—", Tone.DRAFT));
    }

    private Tag state(Locale locale, State state) {
        return new Tag(
                text(locale, "ip.state." + state.code()),
                switch (state) {
                    case APPLIED -> Tone.IN_PROGRESS;
                    case VALID -> Tone.PASSED;
                    case LAPSED, DROPPED -> Tone.DRAFT;
                    case WITHDRAWN -> Tone.RETURNED;
                });
    }

    Tag status(Locale locale, RightEntry entry) {
        return new Tag(
                text(locale, "ip.entry.status." + entry.status().code()),
                switch (entry.status()) {
                    case PENDING -> Tone.IN_PROGRESS;
                    case RETURNED -> Tone.RETURNED;
                    case ACCEPTED -> Tone.PASSED;
                    case DROPPED -> Tone.DRAFT;
                });
    }

    /** A first owner with how many others. */
    String owners(Locale locale, Right right) {
        int others = right.owners() - 1 + (right.otherOwners().isEmpty() ? 0 : 1);
        return others > 0 ? text(locale, "ip.owners.more", right.firstOwner()) : right.firstOwner();
    }

    List<Option> kinds(Locale locale) {
        return Arrays.stream(RightKind.values())
                .map(kind -> new Option(kind.code(), kind(locale, kind)))
                .toList();
    }

    List<Option> classes(Locale locale) {
        return List.of(new Option("1", inClass(locale, "1")), new Option("2", inClass(locale, "2")));
    }

    List<Option> states(Locale locale) {
        return Arrays.stream(State.values())
                .map(state -> new Option(state.code(), state(locale, state).label()))
                .toList();
    }

    List<Option> obtained(Locale locale) {
        return Arrays.stream(Obtained.values())
                .map(how -> new Option(how.code(), obtained(locale, how)))
                .toList();
    }

    /** Those a person enters; that an owner was closed the register finds itself. */
    List<Option> ends(Locale locale) {
        return Arrays.stream(End.values())
                .filter(end -> end != End.CLOSED)
                .map(end -> new Option(end.code(), end(locale, end)))
                .toList();
    }

    List<Option> yesNo(Locale locale) {
        return List.of(new Option("yes", text(locale, "ip.yes")), new Option("no", text(locale, "ip.no")));
    }

    List<Option> caseKinds(Locale locale) {
        return IpCase.KINDS.stream()
                .map(kind -> new Option(kind, text(locale, "ip.case.kind." + kind)))
                .toList();
    }

    List<Option> caseResults(Locale locale) {
        return IpCase.RESULTS.stream()
                .map(result -> new Option(result, text(locale, "ip.case.result." + result)))
                .toList();
    }

    /** Counties and districts of the city; for officers those they work for. */
    List<Option> districts(Locale locale, Viewer viewer) {
        return places(locale, viewer, false);
    }

    List<Option> zones(Locale locale, Viewer viewer) {
        return places(locale, viewer, true);
    }

    private List<Option> places(Locale locale, Viewer viewer, boolean zones) {
        var options = new ArrayList<Option>();
        for (Region region : regions.children(regions.city().code(), today())) {
            if ((region.kind() == Region.Kind.ZONE) != zones) continue;
            if (viewer.isOfficer() && !viewer.regions().contains(region.code())) continue;
            options.add(new Option(region.code(), pick(locale, region.name(), region.en())));
        }
        return options;
    }

    private static String pick(Locale locale, String chinese, String english) {
        return locale.getLanguage().equals("en") && !english.isEmpty() ? english : chinese;
    }
}
