package dev.kechuang.programme.web.form;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How applications, their stages and their states are called in the reader's language. */
@Component
public class ApplicationLabels {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    public ApplicationLabels(Texts texts, Regions regions, CodeLists codes, Clock clock) {
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    public Instant now() {
        return clock.instant();
    }

    public String region(Locale locale, @Nullable String code) {
        if (code == null || code.isEmpty()) return "";
        return regions.find(code)
                .map(region -> pick(locale, region.name(), region.en()))
                .orElse(code);
    }

    public String technicalField(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> pick(locale, field.name(), field.en()))
                .orElse(code);
    }

    /** Districts and zones of the city that the viewer works for. */
    public List<Option> places(Locale locale, Viewer viewer) {
        var options = new ArrayList<Option>();
        for (Region region : regions.children(regions.city().code(), today())) {
            if (viewer.isOfficer() && !viewer.regions().contains(region.code())) continue;
            options.add(new Option(region.code(), pick(locale, region.name(), region.en())));
        }
        return options;
    }

    public List<Option> technicalFields(Locale locale) {
        return codes.technicalFields().stream()
                .map(field -> new Option(field.code(), pick(locale, field.name(), field.en())))
                .toList();
    }

    public String title(Locale locale, Application application) {
        return application.title().isEmpty()
                ? text(locale, "application.untitled", application.callTitle())
                : application.title();
    }

    /** Where it stands, as the viewer may know it. */
    public Tag status(Locale locale, Viewer viewer, Application application, Definition definition) {
        Status status = viewer.isOfficer() ? application.status() : application.seenByApplicant();
        Stage stage = viewer.isOfficer()
                ? definition.stage(application.stage())
                : ApplicationSteps.seenByApplicant(application, definition);
        return status(locale, status, stage.kind(), stage.name().in(locale));
    }

    /** From a row of a list, which names the stage itself. */
    public Tag status(Locale locale, Status status, Stage.Kind kind, String stage) {
        if (status == Status.OPEN) {
            return switch (kind) {
                case APPLICATION -> new Tag(text(locale, "application.status.draft"), Tone.DRAFT);
                case NOTICE -> new Tag(stage, Tone.PUBLISHED);
                default -> new Tag(stage, Tone.IN_PROGRESS);
            };
        }
        return new Tag(
                text(locale, "application.status." + status.code()),
                switch (status) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case RETURNED, HELD -> Tone.RETURNED;
                    case REFUSED, TERMINATED -> Tone.FAILED;
                    case WITHDRAWN -> Tone.DRAFT;
                    case COMPLETED -> Tone.PASSED;
                });
    }

    /** Whoever has to act for it to go on; empty when it has ended. */
    public String acts(Locale locale, Application application, Stage stage, Status status) {
        if (status.isEnded()) return "";
        if (status == Status.RETURNED) return application.organisationName();
        return switch (stage) {
            case Stage.Application ignored -> application.organisationName();
            case Stage.Recommendation recommendation ->
                recommendation.by() == Stage.Recommendation.By.COUNTY
                        ? text(locale, "application.acts.county", region(locale, application.region()))
                        : text(locale, "application.acts.institution");
            case Stage.Review ignored -> text(locale, "application.acts.experts");
            case Stage.PublicNotice ignored -> text(locale, "application.acts.public");
            case Stage.Contract ignored -> text(locale, "application.acts.both");
            case Stage.Execution ignored -> application.organisationName();
            case Stage.Acceptance ignored -> text(locale, "application.acts.both");
            case Stage.Check ignored -> text(locale, "application.acts.bureau");
            case Stage.Ranking ignored -> text(locale, "application.acts.bureau");
            case Stage.Approval ignored -> text(locale, "application.acts.bureau");
            case Stage.Payment ignored -> text(locale, "application.acts.bureau");
        };
    }

    private static String pick(Locale locale, String chinese, String english) {
        return locale.getLanguage().equals("en") && !english.isEmpty() ? english : chinese;
    }
}
