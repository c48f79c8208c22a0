package dev.kechuang.plan.internal.opinion;

import dev.kechuang.pack.Regions;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.opinion.CollectionStore.FormData;
import dev.kechuang.plan.internal.opinion.MeetingStore.Firm;
import dev.kechuang.plan.internal.opinion.MeetingStore.Meeting;
import dev.kechuang.plan.internal.opinion.Opinion.Source;
import dev.kechuang.plan.internal.opinion.OpinionStore.New;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks firms: forms drafted, sent and closed; meetings held; what firms answer or say by themselves. */
@Service
public class CollectionService {

    private static final int MOST_FIRMS = 200;

    private final CollectionStore store;
    private final MeetingStore meetings;
    private final OpinionStore opinions;
    private final OpinionRecords records;
    private final Topics topics;
    private final Desk desk;
    private final Units units;
    private final Regions regions;
    private final TitleKinds titles;

    CollectionService(
            CollectionStore store,
            MeetingStore meetings,
            OpinionStore opinions,
            OpinionRecords records,
            Topics topics,
            Desk desk,
            Units units,
            Regions regions,
            TitleKinds titles) {
        this.store = store;
        this.meetings = meetings;
        this.opinions = opinions;
        this.records = records;
        this.topics = topics;
        this.desk = desk;
        this.units = units;
        this.regions = regions;
        this.titles = titles;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** The region an officer's office stands for. */
    private String home(Viewer officer) {
        if (!officer.is(Role.COUNTY_OFFICER)) return regions.city().code();
        return Optional.ofNullable(officer.unit())
                .flatMap(units::find)
                .map(Units.Unit::region)
                .filter(officer.regions()::contains)
                .orElseGet(() -> officer.regions().getFirst());
    }

    private Outcome<FormData> data(Viewer officer, Map<String, String> typed) {
        var read = new Typed(typed);
        String title = read.text("title", 2, 80);
        String purpose = read.optional("purpose", 2000);
        LocalDate closes = read.day("closesOn");
        if (read.clean() && closes.isBefore(desk.today())) read.wrong("closesOn", "opinion.error.closesOn");
        boolean open = typed.getOrDefault("open", "").equals("open");
        var chosenRegions = open ? List.<String>of() : read.words("regions");
        read.unless(officer.regions().containsAll(chosenRegions), "regions", "opinion.error.regions");
        var chosenTitles = open ? List.<String>of() : read.words("titles");
        read.unless(
                chosenTitles.stream().allMatch(kind -> titles.byCode(kind).isPresent()), "titles", "desk.error.choice");
        var industries = open ? List.<String>of() : read.words("industries");
        read.unless(
                industries.stream().allMatch(code -> code.matches("[A-T]([0-9]{2,4})?")),
                "industries",
                "opinion.error.industries");
        var questions = Question.read(typed.getOrDefault("questions", ""));
        if (questions instanceof Outcome.Refused<List<Question>>(var errors))
            errors.forEach(
                    error -> read.wrong(error.field(), error.key(), error.args().toArray()));
        if (!read.clean()) return read.refused();
        return Outcome.done(new FormData(
                title,
                purpose,
                questions.fold(list -> list, errors -> List.of()),
                open,
                chosenRegions,
                chosenTitles,
                industries,
                closes));
    }

    /** Drafts a form; fields: title, purpose, closesOn, open, regions, titles, industries, questions. */
    public Outcome<UUID> draft(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            var data = data(officer, typed);
            if (data instanceof Outcome.Refused<FormData>(var errors)) return Outcome.refused(errors);
            FormData form = ((Outcome.Done<FormData>) data).value();
            UUID id = store.insert(form, home(officer), officer.unit(), officer, desk.now());
            desk.log(officer, "plan.opinionFormDrafted", "opinionForm", id, form.title(), Map.of());
            return Outcome.done(id);
        });
    }

    public Outcome<UUID> change(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return desk.run(() -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return refused("", "opinion.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            if (found.get().state() != OpinionForm.State.DRAFT) return refused("", "opinion.error.published");
            var data = data(officer, typed);
            if (data instanceof Outcome.Refused<FormData>(var errors)) return Outcome.refused(errors);
            FormData form = ((Outcome.Done<FormData>) data).value();
            store.update(id, form);
            desk.log(officer, "plan.opinionFormChanged", "opinionForm", id, form.title(), Map.of());
            return Outcome.done(id);
        });
    }

    /** Sends a form to its firms and tells their people; answers how many firms were chosen. */
    public Outcome<Integer> publish(Viewer officer, UUID id, int version) {
        return desk.run(() -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return refused("", "opinion.error.gone");
            OpinionForm form = found.get();
            if (form.version() != version) return refused("", "desk.error.changed");
            if (form.state() != OpinionForm.State.DRAFT) return refused("", "opinion.error.published");
            if (form.closesOn().isBefore(desk.today())) return refused("", "opinion.error.closesOn");
            int firms = 0;
            if (!form.open()) {
                firms = store.invite(officer, form, desk.now());
                if (firms == 0) return refused("", "opinion.error.nobody");
            }
            store.publish(id, desk.now());
            desk.tell(
                    store.invitedPeople(id, false),
                    "plan.opinionForm/" + id,
                    "opinion.message.asked.",
                    "/my/opinions/forms/" + id,
                    form.title(),
                    form.closesOn().toString());
            desk.log(officer, "plan.opinionFormSent", "opinionForm", id, form.title(), Map.of("firms", firms));
            return Outcome.done(firms);
        });
    }

    public Outcome<UUID> close(Viewer officer, UUID id, int version) {
        return desk.run(() -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return refused("", "opinion.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            if (found.get().state() != OpinionForm.State.COLLECTING) return refused("", "opinion.error.notCollecting");
            store.close(id, desk.now());
            desk.log(
                    officer,
                    "plan.opinionFormClosed",
                    "opinionForm",
                    id,
                    found.get().title(),
                    Map.of());
            return Outcome.done(id);
        });
    }

    private Optional<Firm> own(Viewer applicant) {
        UUID organisation = applicant.organisation();
        return organisation == null || !applicant.is(Role.APPLICANT) ? Optional.empty() : meetings.firm(organisation);
    }

    /**
     * A firm answers a form; each opinion in it is one to follow up.
     *
     * @param key of the page it was typed on: sent twice it is kept once
     */
    public Outcome<UUID> respond(Viewer applicant, UUID form, UUID key, Map<String, String> typed) {
        return desk.run(() -> {
            var firm = own(applicant);
            if (firm.isEmpty()) return refused("", "opinion.error.unconfirmed");
            var asked = store.forFirm(firm.get().id(), form);
            if (asked.isEmpty()) return refused("", "opinion.error.notCollecting");
            if (asked.get().closesOn().isBefore(desk.today())) return refused("", "opinion.error.over");
            var answers = Question.answers(asked.get().questions(), typed);
            if (answers instanceof Outcome.Refused<Map<String, String>>(var errors)) return Outcome.refused(errors);
            var kept = ((Outcome.Done<Map<String, String>>) answers).value();
            var response = store.respond(form, firm.get().id(), key, kept, applicant, desk.now());
            // Sent twice: what came first stands.
            if (response.isEmpty()) return Outcome.done(form);
            records.heard(firm.get(), desk.today(), "opinionForm/" + form);
            int count = 0;
            for (Question question : asked.get().questions()) {
                if (question.kind() != Question.Kind.OPINIONS) continue;
                for (String text : Question.lines(kept.getOrDefault(question.code(), ""))) {
                    add(applicant, firm.get(), Source.FORM, form, response.get(), null, Topics.OTHER, text, null);
                    count++;
                }
            }
            desk.log(
                    applicant,
                    "plan.opinionFormAnswered",
                    "opinionForm",
                    form,
                    asked.get().title(),
                    Map.of("firm", firm.get().name(), "opinions", count));
            return Outcome.done(form);
        });
    }

    /** A firm says something by itself; fields: topic, text. */
    public Outcome<UUID> say(Viewer applicant, UUID key, Map<String, String> typed) {
        return desk.run(() -> {
            var firm = own(applicant);
            if (firm.isEmpty()) return refused("", "opinion.error.unconfirmed");
            var before = opinions.byKey(firm.get().id(), key);
            if (before.isPresent()) return Outcome.done(before.get());
            var read = new Typed(typed);
            String topic = read.oneOf("topic", topics.codes());
            String text = read.text("text", 4, 2000);
            if (!read.clean()) return read.refused();
            UUID id = add(applicant, firm.get(), Source.OWN, null, null, null, topic, text, key);
            records.heard(firm.get(), desk.today(), "opinion/" + id);
            return Outcome.done(id);
        });
    }

    private UUID add(
            Viewer by,
            Firm firm,
            Source source,
            @Nullable UUID form,
            @Nullable UUID response,
            @Nullable Meeting meeting,
            String topic,
            String text,
            @Nullable UUID key) {
        UUID id = desk.id();
        LocalDate day = meeting == null ? desk.today() : meeting.heldOn();
        String number = "诉求%d-%04d".formatted(day.getYear(), desk.next("opinion", day.getYear()));
        UUID record = records.opinion(id, firm, day, topic, source, 1);
        opinions.insert(new New(
                id,
                number,
                firm.id(),
                firm.region(),
                firm.zone(),
                source,
                form,
                response,
                meeting == null ? null : meeting.id(),
                topic,
                text,
                day,
                record,
                key,
                by.requireAccount(),
                desk.now()));
        desk.log(by, "plan.opinionReceived", "opinion", id, number, Map.of("firm", firm.name()));
        return id;
    }

    /** Enters a meeting; fields: title, place, heldOn, firms (names or credit codes, one a line), minutes. */
    public Outcome<UUID> meet(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            var read = new Typed(typed);
            String title = read.text("title", 2, 80);
            String place = read.optional("place", 120);
            LocalDate day = read.day("heldOn");
            if (day.isAfter(desk.today())) read.wrong("heldOn", "opinion.error.heldOn");
            String minutes = read.optional("minutes", 4000);
            var firms = firms(officer, typed.getOrDefault("firms", ""), read);
            String region = home(officer);
            if (read.clean() && meetings.same(title, day, region)) read.wrong("title", "opinion.error.meetingTwice");
            if (!read.clean()) return read.refused();
            UUID id = desk.id();
            UUID record = records.meeting(id, region, day);
            meetings.insert(id, title, place, day, region, officer.unit(), minutes, record, officer, desk.now());
            for (Firm firm : firms) {
                meetings.attend(id, firm.id());
                records.heard(firm, day, "opinionMeeting/" + id);
            }
            desk.log(officer, "plan.opinionMeeting", "opinionMeeting", id, title, Map.of("firms", firms.size()));
            return Outcome.done(id);
        });
    }

    /** Firms by name or credit code, one a line; each line that is nobody is told. */
    private List<Firm> firms(Viewer officer, String typed, Typed read) {
        var words = new LinkedHashMap<String, Integer>();
        int number = 0;
        for (String line : typed.lines().toList()) {
            number++;
            if (!line.isBlank()) words.putIfAbsent(line.strip(), number);
        }
        if (words.isEmpty() || words.size() > MOST_FIRMS) {
            read.wrong("firms", "opinion.error.firms", MOST_FIRMS);
            return List.of();
        }
        var found = meetings.named(officer, words.keySet());
        var firms = new ArrayList<Firm>();
        words.forEach((word, line) -> {
            var matches = found.stream()
                    .filter(firm ->
                            firm.name().equals(word) || firm.creditCode().equals(word))
                    .toList();
            if (matches.size() != 1) read.wrong("firms", "opinion.error.firm", line, word);
            else if (firms.contains(matches.getFirst())) read.wrong("firms", "opinion.error.firmTwice", line, word);
            else firms.add(matches.getFirst());
        });
        return firms;
    }

    /** Enters what was said at a meeting; field opinions: {@code firm：what it said}, one a line; field topic for all. */
    public Outcome<Integer> said(Viewer officer, UUID meeting, Map<String, String> typed) {
        return desk.run(() -> {
            var held = meetings.meeting(officer, meeting);
            if (held.isEmpty()) return refused("", "opinion.error.gone");
            var read = new Typed(typed);
            String topic = read.oneOf("topic", topics.codes());
            var present = meetings.attendance(meeting);
            record Line(Firm firm, String text) {}
            var lines = new ArrayList<Line>();
            int number = 0;
            for (String raw : typed.getOrDefault("opinions", "").lines().toList()) {
                number++;
                if (raw.isBlank()) continue;
                String line = raw.strip();
                int colon = line.replace(':', '：').indexOf('：');
                String name = colon < 0 ? "" : line.substring(0, colon).strip();
                String text = colon < 0 ? "" : line.substring(colon + 1).strip();
                var firm = present.stream()
                        .filter(one ->
                                one.name().equals(name) || one.creditCode().equals(name))
                        .findFirst();
                if (colon < 0) read.wrong("opinions", "opinion.error.saidForm", number);
                else if (firm.isEmpty()) read.wrong("opinions", "opinion.error.notPresent", number, name);
                else if (text.length() < 4 || text.length() > 2000)
                    read.wrong("opinions", "opinion.error.saidText", number);
                else lines.add(new Line(firm.get(), text));
            }
            if (lines.isEmpty() && read.clean()) read.wrong("opinions", "opinion.error.saidNothing");
            if (!read.clean()) return read.refused();
            for (Line line : lines) {
                add(officer, line.firm(), Source.MEETING, null, null, held.get(), topic, line.text(), null);
            }
            return Outcome.done(lines.size());
        });
    }
}
