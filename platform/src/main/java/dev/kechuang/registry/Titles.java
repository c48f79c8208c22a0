package dev.kechuang.registry;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Titles (称号、资质) for other modules. Commands join the running transaction or open one, append the event, the
 * records and the audit entry, and tell the holder's people. Who may give them, the caller has checked: a programme that
 * grants after an approval, an evaluation that takes away. Queries without a viewer are not scoped.
 */
public interface Titles {

    /**
     * Grants a title. Refused with the field that is wrong, and when the holder has a valid one of the same kind and
     * level in these days: of two who grant the same at once one is refused.
     */
    Outcome<Title> grant(Viewer actor, Grant grant);

    /**
     * Gives a title a further certificate (重新认定、延期); one that lapsed is valid again from the new first day.
     *
     * @param version the title's version that was looked at
     */
    Outcome<Title> renew(Viewer actor, UUID title, int version, Certificate certificate);

    /**
     * Notes that a re-evaluation (复核) was passed; one that failed ends in {@link #revoke}.
     *
     * @param until the certificate's new last day, null to leave it
     * @param details what is newly stated, by the codes of the kind's fields
     */
    Outcome<Title> reevaluate(
            Viewer actor,
            UUID title,
            int version,
            LocalDate on,
            @Nullable LocalDate until,
            Map<String, String> details,
            String note);

    /**
     * Takes a title away (撤销) from the day on, e.g. after a failed evaluation.
     *
     * @param reason required, at most 500 characters
     */
    Outcome<Title> revoke(Viewer actor, UUID title, int version, LocalDate on, String reason);

    /** Ends a title before its time without blame (失效), e.g. because it was not applied for again. */
    Outcome<Title> lapse(Viewer actor, UUID title, int version, LocalDate on, String reason);

    /** Takes back what was entered by mistake (录入撤回): the title never counted. */
    Outcome<Title> withdraw(Viewer actor, UUID title, int version, String reason);

    /** The title if the viewer may see it: officers those of their regions, people of an organisation their own. */
    Optional<Title> find(Viewer viewer, UUID id);

    /** What happened to a title, oldest first. */
    List<TitleEvent> events(UUID title);

    /** Every title of an organisation, also of those that became part of it, newest certificate first. */
    List<Title> of(UUID organisation);

    /** Those valid on a day. */
    List<Title> validOn(UUID organisation, LocalDate day);

    /**
     * Certificates of organisations as dated events, for the facts of policies of type {@code EVENTS}.
     *
     * @param organisations whose
     * @return by organisation and fact, oldest first
     */
    List<DatedTitle> dated(Collection<UUID> organisations);

    /** Enters a granting document; the same number and body again is the document that is there. */
    Outcome<TitleDocument> document(Viewer actor, NewDocument document);

    Optional<TitleDocument> document(UUID id);

    /**
     * What is granted to whom.
     *
     * @param kind code of the packs' {@link dev.kechuang.pack.TitleKinds}
     * @param level one of the kind's levels, as {@link dev.kechuang.pack.TitleKind.Level#code}
     * @param organisation who holds it, whose institution or product it is, or who leads the alliance; null for regions
     * @param region for titles of regions its code, else empty
     * @param name of the institution, product or alliance, else empty
     */
    record Grant(
            String kind,
            String level,
            @Nullable UUID organisation,
            String region,
            String name,
            Certificate certificate) {}

    /**
     * A certificate.
     *
     * @param number empty where the kind carries none
     * @param document the granting document, null for none
     * @param grantedBy the granting body; empty to take the document's
     * @param until last day, null for what the kind's validity says
     * @param details by the codes of the kind's fields
     */
    record Certificate(
            String number,
            @Nullable UUID document,
            String grantedBy,
            LocalDate from,
            @Nullable LocalDate until,
            Map<String, String> details) {

        public static Certificate of(String number, @Nullable UUID document, LocalDate from) {
            return new Certificate(number, document, "", from, null, Map.of());
        }
    }

    /**
     * @param file a stored file that the actor uploaded, null for none
     */
    record NewDocument(
            String number,
            String title,
            String body,
            LocalDate issuedOn,
            @Nullable UUID file) {}

    /**
     * One certificate as policies read it.
     *
     * @param fact code of the list of events in the fact dictionary, e.g. {@code titles}
     * @param name what it is called in that list, e.g. 高新技术企业
     * @param until last day on which it was valid, null for no end
     */
    record DatedTitle(
            UUID organisation,
            String fact,
            String name,
            dev.kechuang.pack.TitleKind.Level level,
            String number,
            LocalDate from,
            @Nullable LocalDate until) {}
}
