package dev.kechuang.programme.internal.form;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Co-applicants (合作单位): named by the applicant, confirmed in the account of each. */
@Service
public class ParticipantService {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FormService form;
    private final ParticipantStore participants;
    private final ApplicationStore applications;
    private final Organisations organisations;
    private final Lifecycle lifecycle;
    private final Accounts accounts;
    private final Messages messages;
    private final Clock clock;

    public ParticipantService(
            FormService form,
            ParticipantStore participants,
            ApplicationStore applications,
            Organisations organisations,
            Lifecycle lifecycle,
            Accounts accounts,
            Messages messages,
            Clock clock) {
        this.form = form;
        this.participants = participants;
        this.applications = applications;
        this.organisations = organisations;
        this.lifecycle = lifecycle;
        this.accounts = accounts;
        this.messages = messages;
        this.clock = clock;
    }

    /** @param creditCode of an organisation of the register */
    public Outcome<UUID> invite(Viewer viewer, UUID application, String path, String creditCode) {
        return form.writing(viewer, application, found -> {
            var opened = form.opened(found, Locale.SIMPLIFIED_CHINESE, true);
            if (!(opened.definition().form().field(path).orElse(null) instanceof OrganisationsField field)
                    || !opened.isOpen(Paths.section(path))) {
                return Outcome.refused(FieldError.of(path, "form.error.closed"));
            }
            Organisation partner = organisations
                    .live(creditCode.strip().toUpperCase(Locale.ROOT))
                    .orElse(null);
            if (partner == null) return Outcome.refused(FieldError.of(path, "form.error.noOrganisation"));
            if (partner.id().equals(found.organisation())) {
                return Outcome.refused(FieldError.of(path, "form.error.ownOrganisation"));
            }
            if (opened.form().answered(path) instanceof Answered.Organisations(var there)) {
                if (there.stream().anyMatch(one -> one.id().equals(partner.id()))) {
                    return Outcome.refused(FieldError.of(path, "form.error.twice", partner.name()));
                }
                if (there.size() >= field.most()) {
                    return Outcome.refused(FieldError.of(
                            path, "form.problem.organisations", field.name().zh(), field.most()));
                }
            }
            Instant now = clock.instant();
            form.put(
                    viewer,
                    application,
                    path + "." + partner.id(),
                    JSON.writeValueAsString(Map.of(
                            "id", partner.id().toString(),
                            "name", partner.name(),
                            "creditCode", partner.creditCode())));
            participants.invite(application, partner.id(), viewer.name(), now);
            tell(
                    partner.id(),
                    "programme.invited/" + application + "/" + partner.id() + "/" + now.toEpochMilli(),
                    found.organisationName() + "邀请贵单位共同申报“" + found.label() + "”",
                    "请确认或谢绝；确认前，申报单位不能提交。",
                    application);
            return Outcome.done(partner.id());
        });
    }

    public Outcome<UUID> remove(Viewer viewer, UUID application, String path, UUID organisation) {
        return form.writing(viewer, application, found -> {
            var opened = form.opened(found, Locale.SIMPLIFIED_CHINESE, true);
            if (!opened.isOpen(Paths.section(path))) return Outcome.refused(FieldError.of(path, "form.error.closed"));
            if (!opened.form().answers().containsKey(path + "." + organisation)) {
                return Outcome.refused(FieldError.of(path, "form.error.noOrganisation"));
            }
            form.put(viewer, application, path + "." + organisation, "");
            participants.remove(application, organisation);
            return Outcome.done(organisation);
        });
    }

    /** What the invited organisation says. */
    @Transactional
    public Outcome<UUID> answer(Viewer viewer, UUID application, boolean confirms, String reason) {
        UUID own = viewer.organisation();
        Application found = applications.find(viewer, application).orElse(null);
        if (own == null || found == null || !viewer.is(Role.APPLICANT)) {
            return Outcome.refused(FieldError.of("", "form.error.notInvited"));
        }
        if (found.status() != Status.OPEN && found.status() != Status.RETURNED) {
            return Outcome.refused(FieldError.of("", "form.error.closed"));
        }
        if (reason.length() > 1000) return Outcome.refused(FieldError.of("reason", "form.error.long", 1000));
        if (!participants.answer(application, own, confirms, viewer.name(), reason.strip(), clock.instant())) {
            return Outcome.refused(FieldError.of("", "form.error.notInvited"));
        }
        String who = viewer.unitName().isEmpty() ? "合作单位" : viewer.unitName();
        lifecycle.note(
                viewer,
                application,
                who + (confirms ? "确认共同申报" : "谢绝共同申报") + (reason.isBlank() ? "" : "：" + reason.strip()),
                Map.of("participant", own.toString(), "confirms", confirms));
        tell(
                found.organisation(),
                "programme.participant/" + application + "/" + own + "/"
                        + clock.instant().toEpochMilli(),
                who + (confirms ? "已确认" : "谢绝") + "共同申报“" + found.label() + "”",
                reason.strip(),
                application);
        return Outcome.done(own);
    }

    private void tell(UUID organisation, String key, String subject, String text, UUID application) {
        var people = accounts.ofOrganisation(organisation).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(
                people,
                key,
                subject.length() > 200 ? subject.substring(0, 200) : subject,
                text,
                "/applications/" + application);
    }
}
