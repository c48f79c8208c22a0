package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionForm;
import dev.kechuang.plan.internal.opinion.Topics;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What opinions and forms are called on pages. */
@Component
class OpinionWords {

    private final Labels labels;
    private final Topics topics;

    OpinionWords(Labels labels, Topics topics) {
        this.labels = labels;
        this.topics = topics;
    }

    private String t(Locale locale, String key) {
        return labels.text(locale, key);
    }

    String topic(Locale locale, String code) {
        return topics.name(code, Labels.english(locale));
    }

    List<Option> topics(Locale locale) {
        return topics.all().stream()
                .map(entry -> new Option(entry.code(), topic(locale, entry.code())))
                .toList();
    }

    List<Option> states(Locale locale) {
        return Stream.concat(
                        labels.options(locale, Opinion.State.class, "opinion.state.").stream(),
                        Stream.of(new Option("late", t(locale, "opinion.late"))))
                .toList();
    }

    List<Option> sources(Locale locale) {
        return labels.options(locale, Opinion.Source.class, "opinion.source.");
    }

    List<Option> satisfactions(Locale locale) {
        return labels.options(locale, Opinion.Satisfaction.class, "opinion.satisfaction.");
    }

    List<Option> cuts(Locale locale) {
        return Stream.of("topic", "region", "unit")
                .map(by -> new Option(by, t(locale, "opinion.by." + by)))
                .toList();
    }

    String source(Locale locale, Opinion o) {
        String source = t(locale, "opinion.source." + o.source().code());
        return o.origin().isEmpty() ? source : source + "：" + o.origin();
    }

    String satisfaction(Locale locale, Opinion o) {
        var said = o.satisfaction();
        return said == null ? "" : t(locale, "opinion.satisfaction." + said.code());
    }

    String brief(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }

    Tag state(Locale locale, Opinion o, LocalDate today) {
        LocalDate due = o.dueOn();
        boolean late = o.state() == Opinion.State.ASSIGNED && due != null && due.isBefore(today);
        if (late) return new Tag(t(locale, "opinion.late"), Tone.FAILED);
        return new Tag(
                t(locale, "opinion.state." + o.state().code()),
                switch (o.state()) {
                    case RECEIVED -> Tone.DRAFT;
                    case ASSIGNED -> Tone.IN_PROGRESS;
                    case ANSWERED -> Tone.PUBLISHED;
                    case CLOSED -> Tone.PASSED;
                });
    }

    Tag state(Locale locale, OpinionForm form) {
        return new Tag(
                t(locale, "opinion.formState." + form.state().code()),
                switch (form.state()) {
                    case DRAFT -> Tone.DRAFT;
                    case COLLECTING -> Tone.PUBLISHED;
                    case CLOSED -> Tone.PASSED;
                });
    }

    /** @param officer whether links lead to pages of officers */
    List<Detail> details(Locale locale, Opinion o, boolean officer) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "opinion.column.state"), state(locale, o, labels.today())));
        details.add(Detail.of(
                t(locale, "opinion.column.firm"),
                officer
                        ? Cell.link(o.organisationName(), "/organisations/" + o.organisation())
                        : Cell.text(o.organisationName())));
        details.add(Detail.of(t(locale, "opinion.column.topic"), topic(locale, o.topic())));
        details.add(Detail.of(t(locale, "opinion.column.region"), labels.region(locale, o.region())));
        String origin = source(locale, o);
        details.add(Detail.of(
                t(locale, "opinion.column.source"),
                officer && o.form() != null
                        ? Cell.link(origin, "/opinions/forms/" + o.form())
                        : officer && o.meeting() != null
                                ? Cell.link(origin, "/opinions/meetings/" + o.meeting())
                                : Cell.text(origin)));
        details.add(Detail.of(t(locale, "opinion.column.statedOn"), Labels.day(o.statedOn())));
        details.add(Detail.of(t(locale, "opinion.column.text"), o.text()));
        if (o.unit() != null) {
            details.add(Detail.of(t(locale, "opinion.column.unit"), labels.unit(locale, o.unit())));
            details.add(Detail.of(t(locale, "opinion.column.dueOn"), Labels.day(o.dueOn())));
        }
        if (!o.answer().isEmpty()) {
            details.add(new Detail(
                    t(locale, "opinion.column.answer"),
                    Cell.text(o.answer()),
                    o.answeredName() + " " + o.answeredOn()));
        }
        if (o.satisfaction() != null) {
            details.add(new Detail(
                    t(locale, "opinion.column.satisfaction"), Cell.text(satisfaction(locale, o)), o.comment()));
        }
        return details;
    }
}
