package dev.kechuang.programme.internal.call;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts, publishes, corrects, cancels and delegates calls (申报通知). A public call changes only by a correction that
 * says what was and why; everybody who has begun an application is told.
 */
@Service
public class CallService {

    private final CallStore store;
    private final CallCorrections corrections;
    private final CallRules rules;
    private final FileStore files;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final Regions regions;
    private final Clock clock;

    public CallService(
            CallStore store,
            CallCorrections corrections,
            CallRules rules,
            FileStore files,
            Accounts accounts,
            Messages messages,
            AuditLog audit,
            Regions regions,
            Clock clock) {
        this.store = store;
        this.corrections = corrections;
        this.rules = rules;
        this.files = files;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.regions = regions;
        this.clock = clock;
    }

    /** Whether the viewer runs the call: bureau officers those of the city, county officers those of their county. */
    public boolean runs(Viewer viewer, Call call) {
        if (viewer.is(Role.BUREAU_OFFICER)) return viewer.regions().contains(call.region());
        return viewer.is(Role.COUNTY_OFFICER) && viewer.regions().contains(call.region());
    }

    @Transactional
    public Outcome<Call> draft(Viewer viewer, Map<String, String> typed) {
        if (!viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) return notYours();
        return rules.read(viewer, typed, null).fold(data -> Outcome.done(insert(viewer, data, null)), Outcome::refused);
    }

    private Call insert(Viewer viewer, CallData data, @org.jspecify.annotations.Nullable UUID parent) {
        String number = "%d-%03d".formatted(data.year(), store.nextInYear(data.year()));
        UUID id = store.insert(data, number, parent, viewer, clock.instant());
        store.quotas(id, data.quotas());
        Call made = store.find(id).orElseThrow();
        audit.append(viewer, event("programme.call.draft", made));
        return made;
    }

    /** Changes a draft. */
    @Transactional
    public Outcome<Call> update(Viewer viewer, UUID id, int revision, Map<String, String> typed) {
        return change(viewer, id, revision, call -> {
            if (call.state() != Call.State.DRAFT) return refused("call.error.public");
            return rules.read(viewer, typed, call)
                    .fold(
                            data -> {
                                store.update(id, data);
                                store.quotas(id, data.quotas());
                                Call after = store.find(id).orElseThrow();
                                audit.append(viewer, changed(event("programme.call.update", after), call, after));
                                return Outcome.done(after);
                            },
                            Outcome::refused);
        });
    }

    /** Makes a draft public. A guide and a contact have to be there, and the end has to lie ahead. */
    @Transactional
    public Outcome<Call> publish(Viewer viewer, UUID id, int revision) {
        return change(viewer, id, revision, call -> {
            if (call.state() != Call.State.DRAFT) return refused("call.error.public");
            if (call.guide().isBlank()) return refused("call.error.noGuide");
            if (call.contact().isBlank()) return refused("call.error.noContact");
            if (!call.closesAt().isAfter(clock.instant())) return refused("call.error.over");
            store.publish(id, clock.instant());
            Call after = store.find(id).orElseThrow();
            audit.append(viewer, event("programme.call.publish", after));
            return Outcome.done(after);
        });
    }

    /**
     * Corrects a public call (更正公告).
     *
     * @param typed as for a draft; what it rests on (programme, year, opening) stays as it is
     */
    @Transactional
    public Outcome<Call> correct(Viewer viewer, UUID id, int revision, Map<String, String> typed) {
        String reason = typed.getOrDefault("reason", "").strip();
        return change(viewer, id, revision, call -> {
            if (call.state() != Call.State.PUBLISHED) return refused("call.error.notPublic");
            if (reason.isEmpty()) return Outcome.refused(FieldError.of("reason", "programme.error.reason"));
            if (reason.length() > 2000) return Outcome.refused(FieldError.of("reason", "call.error.long", 2000));
            return rules.read(viewer, fixed(typed, call), call)
                    .fold(data -> corrected(viewer, call, data, reason), Outcome::refused);
        });
    }

    private Outcome<Call> corrected(Viewer viewer, Call call, CallData data, String reason) {
        if (data.closesAt().isBefore(call.closesAt())) {
            return Outcome.refused(FieldError.of("closesOn", "call.error.earlier", CallTexts.moment(call.closesAt())));
        }
        var changes = CallTexts.differences(call, data);
        if (changes.isEmpty()) return refused("call.error.nothingChanged");
        store.update(call.id(), data);
        store.quotas(call.id(), data.quotas());
        Call after = store.find(call.id()).orElseThrow();
        tell(viewer, after, reason, changes);
        audit.append(viewer, changed(event("programme.call.correct", after), call, after));
        return Outcome.done(after);
    }

    /** Publishes what changed and why, and tells whoever has begun an application. */
    private void tell(Viewer viewer, Call after, String reason, Map<String, List<String>> changes) {
        var told = store.applicants(after.id()).stream()
                .flatMap(organisation -> accounts.ofOrganisation(organisation).stream())
                .map(Accounts.Person::account)
                .distinct()
                .toList();
        corrections.add(
                after.id(),
                new CallCorrections.Correction(
                        after.revision(), reason, changes, clock.instant(), viewer.name(), told.size()),
                viewer.account());
        if (told.isEmpty()) return;
        messages.send(
                told,
                "programme.call.corrected/" + after.id() + "/" + after.revision(),
                limited("“" + after.title() + "”申报通知有更正", 200),
                limited(reason, 4000),
                "/calls/" + after.id());
    }

    /** Calls off; drafts stay readable, nothing can be submitted. */
    @Transactional
    public Outcome<Call> cancel(Viewer viewer, UUID id, int revision, String reason) {
        return change(viewer, id, revision, call -> {
            if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "programme.error.reason"));
            if (call.state() == Call.State.CANCELLED) return refused("call.error.notPublic");
            var told = store.applicants(id).stream()
                    .flatMap(organisation -> accounts.ofOrganisation(organisation).stream())
                    .map(Accounts.Person::account)
                    .distinct()
                    .toList();
            store.cancel(id, reason.strip());
            Call after = store.find(id).orElseThrow();
            if (!told.isEmpty()) {
                messages.send(
                        told,
                        "programme.call.cancelled/" + id,
                        limited("“" + after.title() + "”已取消", 200),
                        limited(reason.strip(), 4000),
                        "/calls/" + id);
            }
            audit.append(viewer, event("programme.call.cancel", after).with(Map.of("reason", reason.strip())));
            return Outcome.done(after);
        });
    }

    /**
     * Lets a county make its own call of the programme (委托区县): a draft there, which the county completes and
     * publishes.
     */
    @Transactional
    public Outcome<Call> delegate(Viewer viewer, UUID id, String region, Money budget) {
        Optional<Call> found = store.find(viewer, id).filter(call -> runs(viewer, call));
        if (found.isEmpty() || !viewer.is(Role.BUREAU_OFFICER)) return notYours();
        // Whoever delegates at the same time waits, so that each counts what the other gave away.
        Call call = store.lock(id).orElseThrow();
        if (call.state() != Call.State.PUBLISHED) return refused("call.error.notPublic");
        Optional<Region> county =
                counties().stream().filter(one -> one.code().equals(region)).findFirst();
        if (county.isEmpty()) return Outcome.refused(FieldError.of("region", "call.error.county"));
        boolean already = store.delegated(viewer, id).stream()
                .anyMatch(other -> other.region().equals(region) && other.state() != Call.State.CANCELLED);
        if (already) return Outcome.refused(FieldError.of("region", "call.error.delegated"));
        Money together = store.delegated(viewer, id).stream()
                .filter(other -> other.state() != Call.State.CANCELLED)
                .map(Call::budget)
                .reduce(budget, Money::plus);
        if (call.budget().fen() > 0 && together.compareTo(call.budget()) > 0) {
            return Outcome.refused(FieldError.of(
                    "budget",
                    "call.error.delegatedMoney",
                    together.inWanRounded().toPlainString(),
                    call.budget().inWanRounded().toPlainString()));
        }
        var data = new CallData(
                call.version(),
                limited(county.get().name() + " " + call.title(), 120),
                call.year(),
                region,
                call.opensAt(),
                call.closesAt(),
                call.graceMinutes(),
                budget,
                null,
                call.guide(),
                "",
                List.of());
        Call made = insert(viewer, data, id);
        var officers = accounts.officers(Role.COUNTY_OFFICER, region).stream()
                .map(Accounts.Person::account)
                .toList();
        if (!officers.isEmpty()) {
            messages.send(
                    officers,
                    "programme.call.delegated/" + made.id(),
                    limited("委托组织申报：" + call.title(), 200),
                    "请完善本地区的申报通知后发布。",
                    "/calls/" + made.id());
        }
        return Outcome.done(made);
    }

    /** Counties, districts and zones of the city that a programme can be delegated to. */
    public List<Region> counties() {
        return regions.children(regions.city().code(), LocalDate.now(clock));
    }

    /** Adds a file that the viewer uploaded to the guide; of a public call that is a correction, and told as one. */
    @Transactional
    public Outcome<Call> attach(Viewer viewer, UUID id, UUID file) {
        Optional<Call> found = store.find(viewer, id).filter(call -> runs(viewer, call));
        if (found.isEmpty()) return notYours();
        Optional<StoredFile> stored = files.find(viewer, file);
        if (stored.isEmpty()) return refused("call.error.file");
        Call call = store.lock(id).orElseThrow();
        if (call.state() == Call.State.CANCELLED) return refused("call.error.notPublic");
        boolean known = call.files().stream().anyMatch(each -> each.file().equals(file));
        if (known) return Outcome.done(call);
        store.attach(
                id, new Call.Attachment(file, stored.get().name(), stored.get().size()), clock.instant());
        files.attach(file, CallFiles.OWNER, id.toString());
        audit.append(
                viewer,
                event("programme.call.attach", call)
                        .with(Map.of("file", stored.get().name())));
        if (call.state() == Call.State.PUBLISHED) {
            store.revise(id);
            Call after = store.find(id).orElseThrow();
            tell(
                    viewer,
                    after,
                    limited("补充附件：" + stored.get().name(), 2000),
                    Map.of("files", List.of("", stored.get().name())));
        }
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Takes a file out of a draft; of a public call files stay. */
    @Transactional
    public Outcome<Call> detach(Viewer viewer, UUID id, UUID file) {
        Optional<Call> found = store.find(viewer, id).filter(call -> runs(viewer, call));
        if (found.isEmpty()) return notYours();
        if (found.get().state() != Call.State.DRAFT) return refused("call.error.public");
        if (store.detach(id, file)) {
            files.detach(file, CallFiles.OWNER, id.toString());
            audit.append(viewer, event("programme.call.detach", found.get()));
        }
        return Outcome.done(store.find(id).orElseThrow());
    }

    private interface Change {
        Outcome<Call> make(Call call);
    }

    private Outcome<Call> change(Viewer viewer, UUID id, int revision, Change change) {
        if (store.find(viewer, id).filter(call -> runs(viewer, call)).isEmpty()) return notYours();
        Call call = store.lock(id).orElseThrow();
        if (call.revision() != revision) return refused("call.error.stale");
        return change.make(call);
    }

    /** What a correction cannot change is taken from the call, whatever was posted. */
    private static Map<String, String> fixed(Map<String, String> typed, Call call) {
        var fields = new LinkedHashMap<>(typed);
        var now = CallTexts.typed(call);
        for (String field : List.of("version", "year", "opensOn", "opensTime")) {
            fields.put(field, Objects.requireNonNull(now.get(field)));
        }
        return fields;
    }

    private static AuditEvent event(String action, Call call) {
        return AuditEvent.of(action, "call", call.id(), call.number() + " " + call.title());
    }

    private static AuditEvent changed(AuditEvent event, Call before, Call after) {
        AuditEvent with = event;
        var old = CallTexts.typed(before);
        var now = CallTexts.typed(after);
        for (var field : now.entrySet()) {
            if (!field.getKey().equals("guide")) {
                with = with.changed(field.getKey(), old.get(field.getKey()), field.getValue());
            }
        }
        return before.guide().equals(after.guide())
                ? with
                : with.changed("guide", "…", "…" + after.guide().length());
    }

    private static String limited(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static Outcome<Call> refused(String key) {
        return Outcome.refused(FieldError.of("", key));
    }

    private static Outcome<Call> notYours() {
        return Outcome.refused(FieldError.of("", "call.error.notYours"));
    }
}
